import { withoutNul } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-NUL'> = { id: 'JSON-NUL', level: 'warning', fix: withoutNul };

export const page: RulePage = {
  section: 'text',
  meaning: 'a NUL, which no database holds; the install would fail',
  isOwn: true,
  why: 'Hosts keep the manifest as `jsonb`, and no text of PostgreSQL holds a NUL.',
  example: { before: '{ "metadata": { "name": "A\\u0000B" } }', after: '{ "metadata": { "name": "A B" } }' },
};

import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-PATTERN'> = { id: 'SCHEMA-PATTERN', level: 'error' };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a text of the wrong form',
  why: 'Names become tables, columns, events and permissions; the pattern keeps them usable everywhere.',
  example: { at: '/models/0/columns/3', before: { name: 'total', type: 'numeric(12, 2)' } },
};

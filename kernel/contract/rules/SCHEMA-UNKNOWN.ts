import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-UNKNOWN'> = { id: 'SCHEMA-UNKNOWN', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a field the block does not have',
  why: 'Every block is closed: a field that nobody reads is most often a misspelt one, and would be lost without a word.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', serchable: true } },
};

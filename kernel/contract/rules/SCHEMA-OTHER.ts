import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-OTHER'> = { id: 'SCHEMA-OTHER', level: 'error' };

export const page: RulePage = {
  section: 'shape',
  meaning: 'any other keyword of the schema',
  why: 'A keyword of the schema that has no sentence of its own. It should not occur; tell us when it does.',
  example: null,
};

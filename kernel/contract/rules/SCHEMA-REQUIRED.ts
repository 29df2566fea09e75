import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-REQUIRED'> = { id: 'SCHEMA-REQUIRED', level: 'error' };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a field, or one of several fields, is missing',
  why: 'Without it the host would have to guess.',
  example: { at: '/metadata', before: { key: 'shop', name: 'Shop' } },
};

import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-V3'> = { id: 'CONV-V3', level: 'info' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'the document is v3 already',
  why: 'There is nothing to convert.',
  example: null,
};

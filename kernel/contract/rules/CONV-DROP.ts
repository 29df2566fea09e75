import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-DROP'> = { id: 'CONV-DROP', level: 'warning' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'something has no place in v3 and is left out',
  why: 'Something the v2 document said is not in the result. Read the reason, and write it again in the v3 way where it matters.',
  example: null,
};

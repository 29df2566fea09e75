import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-ADD'> = { id: 'CONV-ADD', level: 'info' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'something v2 left to the host is written out',
  why: 'v3 writes out what v2 left to the host, so the result holds a bit more than the original.',
  example: null,
};

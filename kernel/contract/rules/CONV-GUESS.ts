import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-GUESS'> = { id: 'CONV-GUESS', level: 'warning' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'v2 does not say enough; this is what was assumed',
  why: 'The two contracts do not say the same; what was assumed is in the message. Check it before publishing.',
  example: null,
};

import type { Rule, RulePage } from '../rule';

export const rule: Rule<'MORE'> = { id: 'MORE', level: 'info' };

export const page: RulePage = {
  section: '',
  meaning: 'further findings are not shown',
  why: 'A document that is wrong everywhere would fill the list with the same sentence. Cure what is shown first; the rest often goes with it.',
  example: null,
};

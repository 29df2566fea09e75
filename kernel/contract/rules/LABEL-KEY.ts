import type { Rule, RulePage } from '../rule';

/** Found by a gate: the texts are in the language files. */
export const rule: Rule<'LABEL-KEY'> = { id: 'LABEL-KEY', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a label names a text that a language file does not have',
  isOwn: true,
  why: 'People of that language read the key instead of a text.',
  example: null,
};

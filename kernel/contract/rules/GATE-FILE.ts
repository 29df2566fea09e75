import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-FILE'> = { id: 'GATE-FILE', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a file that the manifest names is not among the files',
  why: 'The file is opened by the host after the install, when nobody is looking any more: a missing template or language file shows as an empty page.',
  example: null,
};

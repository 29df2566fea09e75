import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-UNKNOWN'> = { id: 'CONV-UNKNOWN', level: 'warning' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'a field that v2 does not know is left out',
  why: 'v2 hosts ignore fields they do not know; v3 hosts refuse the document. Look whether the field is misspelt, or find its place in v3.',
  example: null,
};

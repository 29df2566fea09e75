import { titles } from '../fixes/titles';
import { cutting } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-TRAILING-COMMA'> = {
  id: 'JSON-TRAILING-COMMA',
  level: 'error',
  fix: cutting('remove-comma', titles.removeComma()),
};

export const page: RulePage = {
  section: 'text',
  meaning: 'a comma with nothing after it',
  why: 'Editors forgive it, hosts do not.',
  example: { before: '{ "a": [1, 2,] }', after: '{ "a": [1, 2] }' },
};

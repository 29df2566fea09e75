import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-SURROGATE'> = { id: 'JSON-SURROGATE', level: 'warning' };

export const page: RulePage = {
  section: 'text',
  meaning: 'half a surrogate pair, which the host replaces',
  why: 'Half a character cannot be written as UTF-8; the host replaces it, so what is stored is not what was written.',
  example: { before: '{ "a": "\\ud83d" }', after: '{ "a": "😀" }' },
};

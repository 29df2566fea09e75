import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-DUPLICATE'> = { id: 'JSON-DUPLICATE', level: 'warning' };

export const page: RulePage = {
  section: 'text',
  meaning: 'a name given twice in one object; the last one counts',
  why: 'Only the last of them counts, without a word. The earlier one is usually the one the author looks at.',
  example: { before: '{ "a": 1, "a": 2 }', after: '{ "a": 2 }' },
};

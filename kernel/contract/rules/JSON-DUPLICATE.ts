import { titles } from '../fixes/titles';
import type { FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** Of a name given twice the last one counts, so the one before it goes. */
const removeEarlier: FixRule = ({ span: { offset, text } }) => [
  {
    id: 'remove-earlier',
    title: titles.removeEarlier(JSON.parse(text) as string),
    safe: false,
    changes: [{ do: 'remove-earlier', offset }],
  },
];

export const rule: Rule<'JSON-DUPLICATE'> = { id: 'JSON-DUPLICATE', level: 'warning', fix: removeEarlier };

export const page: RulePage = {
  section: 'text',
  meaning: 'a name given twice in one object; the last one counts',
  why: 'Only the last of them counts, without a word, and the earlier one is usually the one the author looks at. In a flat manifest hosts read the last over those before: of objects and lists, what it does not give stays as it was.',
  example: { before: '{ "a": 1, "a": 2 }', after: '{ "a": 2 }' },
};

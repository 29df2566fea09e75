import { titles } from '../fixes/titles';
import type { FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** What the host reads in place of half a surrogate pair. */
const writeReplacement: FixRule = ({ span }) => {
  const text = JSON.stringify((JSON.parse(span.text) as string).replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  const title = titles.replacementCharacter();
  return [{ id: 'write-replacement', title, safe: true, changes: [{ do: 'write', offset: span.offset, length: span.length, text }] }];
};

export const rule: Rule<'JSON-SURROGATE'> = { id: 'JSON-SURROGATE', level: 'warning', fix: writeReplacement };

export const page: RulePage = {
  section: 'text',
  meaning: 'half a surrogate pair, which the host replaces',
  why: 'Half a character cannot be written as UTF-8; the host replaces it, so what is stored is not what was written.',
  example: { before: '{ "a": "\\ud83d" }', after: '{ "a": "😀" }' },
};

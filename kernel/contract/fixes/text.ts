/** Fixes of the text itself, where there is no document yet. */
import type { FixRule } from '../fix';
import type { Text } from '../text';
import { titles } from './titles';

/** Takes out what the finding is drawn under. */
export const cutting =
  (id: string, title: Text): FixRule =>
  ({ span: { offset, length } }) => [{ id, title, safe: true, changes: [{ do: 'write', offset, length, text: '' }] }];

/** Keeps every digit of a number by writing it as a text. */
export const asText: FixRule = ({ span: { offset, length, text } }) => {
  const quoted = JSON.stringify(text);
  return [{ id: 'write', title: titles.write(text), safe: false, changes: [{ do: 'write', offset, length, text: quoted }] }];
};

/** Takes the NUL characters out of a text or a name. */
export const withoutNul: FixRule = ({ span: { offset, length, text } }) => {
  const clean = text.replaceAll(/\\u0000/gi, '');
  return clean === text
    ? []
    : [{ id: 'write', title: titles.removeNul(), safe: true, changes: [{ do: 'write', offset, length, text: clean }] }];
};

/** What begins a value or a name: before it a comma can be missing. */
const BEGINS = /^["{[\d\-tfn]/;

/** A comma that was forgotten, and brackets that are still open where the text ends. */
export const mendSyntax: FixRule = ({ text, span }) => {
  const before = text.slice(0, span.offset).trimEnd();
  if (BEGINS.test(span.text) && /["\]}\dels]$/.test(before)) {
    const changes = [{ do: 'write', offset: before.length, length: 0, text: ',' } as const];
    return [{ id: 'add-comma', title: titles.addComma(), safe: false, changes }];
  }
  const brackets = openBrackets(text);
  if (brackets === '') return [];
  const end = text.trimEnd().length;
  const write = `${text.includes('\n') ? '\n' : ''}${brackets}`;
  return [{ id: 'close', title: titles.close(brackets), safe: false, changes: [{ do: 'write', offset: end, length: 0, text: write }] }];
};

/** Most brackets that are closed in one go. */
const MAX_OPEN = 40;

/** What closes the brackets that a text leaves open, the innermost first; empty where it ends inside a text or has too many. */
function openBrackets(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? '}' : ']');
    else if (token === '}' || token === ']') open.pop();
    else if (!/^"(?:[^"\\]|\\.)*"$/.test(token)) return '';
  }
  return open.length > MAX_OPEN ? '' : open.reverse().join('');
}

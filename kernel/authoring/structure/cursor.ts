/** Where the cursor stands in a JSON text that is being written, and what may begin there. */
import { getLocation } from 'jsonc-parser';
import type { Path } from './schema-at';

export interface Cursor {
  /** Path of what begins here; at a member's name, of the object around it. */
  path: Path;
  isName: boolean;
  /** What a suggestion replaces. */
  offset: number;
  length: number;
  /** Inside the quotes of a text. */
  isQuoted: boolean;
  /** Where a comma is missing before, or null. */
  commaAt: number | null;
  /** Whether a comma has to follow, because something comes next. */
  needsComma: boolean;
  /** A name whose colon is there already. */
  hasValue: boolean;
}

const WORD_BEFORE = /[A-Za-z_][\w.-]*$/;
const BLANK_BEFORE = /[ \t\r\n]*$/;
const NEXT = /[ \t\r\n]*/y;

/** The first character behind `offset` that is no blank; empty at the end. */
function nextCharacter(text: string, offset: number): string {
  NEXT.lastIndex = offset;
  NEXT.exec(text);
  return text[NEXT.lastIndex] ?? '';
}

/** The text that is being written at the cursor: its quotes, and the word between them; null outside of a text. */
function quotedAt(text: string, offset: number): { start: number; end: number } | null {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const quotes = line.replaceAll(/\\./g, '  ').split('"').length - 1;
  if (quotes % 2 === 0) return null;
  const start = offset - (line.length - line.replaceAll(/\\./g, '  ').lastIndexOf('"'));
  const rest = /^[\w.:/*-]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { start, end: text[offset + rest] === '"' ? offset + rest + 1 : offset };
}

/** Where something may begin at `offset`; null where the text is of another mind: behind a value, or in a comment. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const quoted = quotedAt(text, offset);
  const start = quoted?.start ?? offset - (WORD_BEFORE.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = quoted?.end ?? offset;
  const before = start - (BLANK_BEFORE.exec(text.slice(0, start))?.[0].length ?? 0);
  const last = text[before - 1] ?? '';
  const opens = last === '' || '{[,:'.includes(last);
  // Behind a value something may begin only on a line of its own, where the comma was forgotten.
  if (!opens && !(/[}\]"0-9el]/.test(last) && text.slice(before, start).includes('\n'))) return null;
  const read = opens ? text.slice(0, start) : `${text.slice(0, before)},${text.slice(before, start)}`;
  const { path, isAtPropertyKey } = getLocation(read, read.length);
  const next = nextCharacter(text, end);
  return {
    path: isAtPropertyKey ? path.slice(0, -1) : path,
    isName: isAtPropertyKey,
    offset: start,
    length: end - start,
    isQuoted: quoted !== null,
    commaAt: opens ? null : before,
    needsComma: next !== '' && !',}]:'.includes(next),
    hasValue: next === ':',
  };
}

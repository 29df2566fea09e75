import type { ParseResult } from './parse-result';
import { trimmed } from './trim';

/** The paths a predicate names. */
type Reading = ParseResult<{ names: readonly string[] }>;

interface Token {
  kind: 'name' | 'literal' | 'operator' | 'mark';
  text: string;
  offset: number;
}

const TOKEN =
  /[ \t\r\n]*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d*)?)|(==|=|!=|<>|<=|>=|<|>)|(&&|\|\||[()[\],]))/sy;
const BLANK = /[ \t\r\n]*/y;
const LITERAL_WORDS = new Set(['true', 'false', 'null', 'nil']);
const MEMBERSHIP_WORDS = new Set(['in', 'not', 'not_in']);

function tokensOf(text: string): Token[] | number {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    BLANK.lastIndex = offset;
    BLANK.exec(text);
    if (BLANK.lastIndex === text.length) return tokens;
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) return BLANK.lastIndex;
    const [, name, literal, operator, mark] = match;
    const kind =
      name !== undefined
        ? LITERAL_WORDS.has(name)
          ? 'literal'
          : 'name'
        : literal !== undefined
          ? 'literal'
          : operator !== undefined
            ? 'operator'
            : 'mark';
    tokens.push({ kind, text: name ?? literal ?? operator ?? mark ?? '', offset: BLANK.lastIndex });
    offset = TOKEN.lastIndex;
  }
}

/**
 * Reads a record predicate: `status == 'sent' && total > 0`, `status in ('sent', 'paid')`, with `&&`, `||` and
 * parentheses. Blank text always holds. Answers the paths it names (`Extension.column` as a whole).
 */
export function readPredicate(text: string): Reading {
  return read(text, false);
}

/**
 * Reads the filter of a subscription: a record predicate over the event, where `list.size()` may stand for a path too,
 * because the platform's own example addon filters so. Names keep the mark: `payload.line_items.size()`.
 */
export function readEventFilter(text: string): Reading {
  return read(text, true);
}

/** Whether the tokens from here on are the `()` of a `path.size()`. */
const isSizeCall = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.text.endsWith('.size') === true && tokens[index + 1]?.text === '(' && tokens[index + 2]?.text === ')';

function read(text: string, sizes: boolean): Reading {
  if (trimmed(text) === '') return { ok: true, names: [] };
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') return { ok: false, offset: tokens };
  const names: string[] = [];
  const fail = (index: number): Reading => ({ ok: false, offset: tokens[index]?.offset ?? text.length });
  let index = 0;
  let depth = 0;
  for (;;) {
    while (tokens[index]?.text === '(' && tokens[index]?.kind === 'mark') {
      depth += 1;
      index += 1;
    }
    const path = tokens[index];
    // The host knows the value `nil`, and a column of that name as well.
    const isPath = path?.kind === 'name' ? !MEMBERSHIP_WORDS.has(path.text) : path?.text === 'nil';
    if (path === undefined || !isPath) return fail(index);
    const isSize = sizes && isSizeCall(tokens, index);
    names.push(isSize ? `${path.text}()` : path.text);
    const next = readComparison(tokens, index + (isSize ? 3 : 1));
    if (!next.ok) return fail(next.index);
    index = next.index;
    while (tokens[index]?.text === ')' && depth > 0) {
      depth -= 1;
      index += 1;
    }
    const joint = tokens[index];
    if (joint === undefined) return depth === 0 ? { ok: true, names } : fail(index);
    if (joint.text !== '&&' && joint.text !== '||') return fail(index);
    index += 1;
  }
}

/** Reads what follows a path: an operator and a value, or membership of a list. */
function readComparison(tokens: readonly Token[], start: number): { ok: boolean; index: number } {
  let index = start;
  if (tokens[index]?.kind === 'operator') {
    return tokens[index + 1]?.kind === 'literal' ? { ok: true, index: index + 2 } : { ok: false, index: index + 1 };
  }
  const word = tokens[index];
  if (word?.kind !== 'name' || !MEMBERSHIP_WORDS.has(word.text)) return { ok: false, index };
  index += 1;
  if (word.text === 'not') {
    if (tokens[index]?.text !== 'in') return { ok: false, index };
    index += 1;
  }
  const close = tokens[index]?.text === '(' ? ')' : tokens[index]?.text === '[' ? ']' : null;
  if (close === null) return { ok: false, index };
  for (;;) {
    index += 1;
    if (tokens[index]?.kind !== 'literal') return { ok: false, index };
    index += 1;
    if (tokens[index]?.kind !== 'mark') return { ok: false, index };
    if (tokens[index]?.text === close) return { ok: true, index: index + 1 };
    if (tokens[index]?.text !== ',') return { ok: false, index };
  }
}

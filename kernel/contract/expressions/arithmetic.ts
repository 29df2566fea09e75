/**
 * Arithmetic over columns and the comparisons built on it: formulas, rollups, constraints, approvals and rules. Read
 * without recursion, so that no depth of parentheses can exhaust the stack.
 */

import { trimmed } from './trim';

/** The names an expression mentions, or the offset at which it stops making sense. */
export type Reading = { ok: true; names: readonly string[]; operators: number } | { ok: false; offset: number };

/** Longest sum, in characters. */
export const MAX_EXPRESSION_CHARS = 2_000;
/** Most operators of a sum that becomes SQL: PostgreSQL walks an expression with its stack. */
const MAX_SQL_OPERATORS = 200;

/** Whether a sum that was read may become part of a statement. */
export const fitsSql = (reading: Reading): boolean => reading.ok && reading.operators <= MAX_SQL_OPERATORS;

const TOKEN = /[ \t\r\n]*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))/y;
/** The same with `Extension.column`, which rules and approvals may read. */
const TOKEN_DOTTED = /[ \t\r\n]*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))/y;
const BLANK = /[ \t\r\n]*/y;

/**
 * Reads `sum` of the grammar: numbers without exponent, names, `+ - * /`, parentheses and signs.
 * @example readArithmetic('price * (1 + tax)') // { ok: true, names: ['price', 'tax'], operators: 2 }
 */
export function readArithmetic(text: string, options: { dotted?: boolean } = {}): Reading {
  const token = options.dotted === true ? TOKEN_DOTTED : TOKEN;
  const names: string[] = [];
  if (text.length > MAX_EXPRESSION_CHARS) return { ok: false, offset: MAX_EXPRESSION_CHARS };
  let operators = 0;
  let offset = 0;
  let depth = 0;
  let wantsOperand = true;
  for (;;) {
    BLANK.lastIndex = offset;
    BLANK.exec(text);
    if (BLANK.lastIndex === text.length)
      return wantsOperand || depth > 0 ? { ok: false, offset: text.length } : { ok: true, names, operators };
    token.lastIndex = offset;
    const match = token.exec(text);
    if (match === null) return { ok: false, offset: BLANK.lastIndex };
    const [, name, number, sign] = match;
    if (sign !== undefined && sign !== '(' && sign !== ')') operators += 1;
    if (name !== undefined || number !== undefined) {
      if (!wantsOperand) return { ok: false, offset: BLANK.lastIndex };
      if (name !== undefined) names.push(name);
      wantsOperand = false;
    } else if (wantsOperand) {
      if (sign === '(') depth += 1;
      else if (sign !== '+' && sign !== '-') return { ok: false, offset: BLANK.lastIndex };
    } else if (sign === ')') {
      depth -= 1;
      if (depth < 0) return { ok: false, offset: BLANK.lastIndex };
    } else if (sign === '(') return { ok: false, offset: BLANK.lastIndex };
    else wantsOperand = true;
    offset = token.lastIndex;
  }
}

/** The two sides of a comparison. White space that arithmetic itself does not know is fine at their ends. */
function both(text: string, start: number, end: number, options: { dotted?: boolean }): Reading {
  const left = readSide(text, 0, start, options);
  if (!left.ok) return left;
  const right = readSide(text, end, text.length, options);
  return right.ok ? { ok: true, names: [...left.names, ...right.names], operators: left.operators + right.operators } : right;
}

function readSide(text: string, start: number, end: number, options: { dotted?: boolean }): Reading {
  const given = text.slice(start, end);
  const side = trimmed(given);
  const reading = readArithmetic(side, options);
  return reading.ok ? reading : { ok: false, offset: start + given.indexOf(side) + reading.offset };
}

/** Reads a guard: two sums and the first comparison between them (`>= <= != == > < =`). */
export function readGuard(text: string, options: { dotted?: boolean } = {}): Reading {
  const match = />=|<=|!=|==|[<>=]/.exec(text);
  return match === null ? { ok: false, offset: text.length } : both(text, match.index, match.index + match[0].length, options);
}

/** Reads a rule's `when`: two sums and exactly one comparison outside parentheses (`== != <= >= < >`). */
export function readRule(text: string): Reading {
  let depth = 0;
  let found: { start: number; end: number } | null = null;
  const marks = /[()]|==|!=|<=|>=|<|>/g;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    if (match[0] === '(') depth += 1;
    else if (match[0] === ')') depth -= 1;
    else if (depth === 0) {
      if (found !== null) return { ok: false, offset: match.index };
      found = { start: match.index, end: match.index + match[0].length };
    }
  }
  return found === null ? { ok: false, offset: text.length } : both(text, found.start, found.end, { dotted: true });
}

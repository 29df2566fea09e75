/** Record predicates, of public routes and of subscriptions: read once, into comparisons and what joins them. */
import { compareDecimals, decimalOf } from '../values/decimal';
import { type ExactNumber, isNumber, numberOf } from '../values/json';
import type { ParseResult } from './parse-result';
import { trimmed } from './trim';

type Literal = string | number | ExactNumber | boolean | null;

export interface Comparison {
  /** The path as it is written, `list.size()` with its mark. */
  name: string;
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not_in';
  /** One value, or the list that is asked for membership. */
  values: readonly Literal[];
}

/** In postfix order, so that no depth of parentheses is a depth of calls. Empty where the text is blank: it always holds. */
export type Predicate = readonly (Comparison | '&&' | '||')[];

type Reading = ParseResult<{ ast: Predicate }>;

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
const OPERATORS: Readonly<Record<string, Comparison['operator']>> = {
  '=': '==',
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function literalOf(text: string): Literal {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null' || text === 'nil') return null;
  if (!/^['"]/.test(text)) return numberOf(text.replace(/\.$/, ''));
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

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
 * parentheses. Blank text always holds. A path is one name (`Extension.column` as a whole).
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
  if (trimmed(text) === '') return { ok: true, ast: [] };
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') return { ok: false, offset: tokens };
  const ast: (Comparison | '&&' | '||')[] = [];
  /** What waits for its right side. */
  const pending: ('&&' | '||' | '(')[] = [];
  const flush = (rank: number): void => {
    for (let top = pending.at(-1); top !== undefined && top !== '(' && (top === '&&' ? 2 : 1) >= rank; top = pending.at(-1)) {
      pending.pop();
      ast.push(top);
    }
  };
  const fail = (index: number): Reading => ({ ok: false, offset: tokens[index]?.offset ?? text.length });
  let index = 0;
  let depth = 0;
  for (;;) {
    while (tokens[index]?.text === '(' && tokens[index]?.kind === 'mark') {
      pending.push('(');
      depth += 1;
      index += 1;
    }
    const path = tokens[index];
    // The host knows the value `nil`, and a column of that name as well.
    const isPath = path?.kind === 'name' ? !MEMBERSHIP_WORDS.has(path.text) : path?.text === 'nil';
    if (path === undefined || !isPath) return fail(index);
    const isSize = sizes && isSizeCall(tokens, index);
    const next = readComparison(tokens, index + (isSize ? 3 : 1), isSize ? `${path.text}()` : path.text);
    if ('fault' in next) return fail(next.fault);
    ast.push(next.comparison);
    index = next.index;
    while (tokens[index]?.text === ')' && depth > 0) {
      flush(1);
      pending.pop();
      depth -= 1;
      index += 1;
    }
    const joint = tokens[index];
    if (joint === undefined) {
      flush(1);
      return depth === 0 ? { ok: true, ast } : fail(index);
    }
    if (joint.text !== '&&' && joint.text !== '||') return fail(index);
    flush(joint.text === '&&' ? 2 : 1);
    pending.push(joint.text);
    index += 1;
  }
}

/** Reads what follows a path: an operator and a value, or membership of a list. */
function readComparison(
  tokens: readonly Token[],
  start: number,
  name: string,
): { comparison: Comparison; index: number } | { fault: number } {
  let index = start;
  const first = tokens[index];
  if (first?.kind === 'operator') {
    const value = tokens[index + 1];
    if (value?.kind !== 'literal') return { fault: index + 1 };
    return { comparison: { name, operator: OPERATORS[first.text] ?? '==', values: [literalOf(value.text)] }, index: index + 2 };
  }
  if (first?.kind !== 'name' || !MEMBERSHIP_WORDS.has(first.text)) return { fault: index };
  index += 1;
  if (first.text === 'not') {
    if (tokens[index]?.text !== 'in') return { fault: index };
    index += 1;
  }
  const close = tokens[index]?.text === '(' ? ')' : tokens[index]?.text === '[' ? ']' : null;
  if (close === null) return { fault: index };
  const values: Literal[] = [];
  for (;;) {
    index += 1;
    const value = tokens[index];
    if (value?.kind !== 'literal') return { fault: index };
    values.push(literalOf(value.text));
    index += 1;
    if (tokens[index]?.kind !== 'mark') return { fault: index };
    if (tokens[index]?.text === close)
      return { comparison: { name, operator: first.text === 'in' ? 'in' : 'not_in', values }, index: index + 1 };
    if (tokens[index]?.text !== ',') return { fault: index };
  }
}

/** The paths a predicate names, in their order. */
export const namesIn = (ast: Predicate): string[] => ast.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Less than, equal, more than; null where two values cannot be compared. Decimals may come as texts. */
function order(left: unknown, right: Literal): number | null {
  if (isNumber(right) || isNumber(left)) {
    const [a, b] = [left, right].map((value) => (isNumber(value) || (typeof value === 'string' && NUMBER.test(value)) ? decimalOf(value) : null)); // prettier-ignore
    return a && b ? compareDecimals(a, b) : null;
  }
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return null;
}

const equal = (left: unknown, right: Literal): boolean =>
  left === right || ((left === undefined || left === null) && right === null) || order(left, right) === 0;

function comparisonHolds({ operator, values }: Comparison, value: unknown): boolean {
  const [wanted = null] = values;
  const by = (test: (difference: number) => boolean): boolean => {
    const difference = order(value, wanted);
    return difference !== null && test(difference);
  };
  switch (operator) {
    case '==':
      return equal(value, wanted);
    case '!=':
      return !equal(value, wanted);
    case 'in':
      return values.some((one) => equal(value, one));
    case 'not_in':
      return !values.some((one) => equal(value, one));
    case '<':
      return by((difference) => difference < 0);
    case '<=':
      return by((difference) => difference <= 0);
    case '>':
      return by((difference) => difference > 0);
    case '>=':
      return by((difference) => difference >= 0);
  }
}

/** Whether a predicate holds; `valueOf` answers what a path, as it is written, leads to. */
export function predicateHolds(ast: Predicate, valueOf: (name: string) => unknown): boolean {
  const stack: boolean[] = [];
  for (const part of ast) {
    if (typeof part !== 'string') stack.push(comparisonHolds(part, valueOf(part.name)));
    else {
      const [right = true, left = true] = [stack.pop(), stack.pop()];
      stack.push(part === '&&' ? left && right : left || right);
    }
  }
  return stack.pop() ?? true;
}

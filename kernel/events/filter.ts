/**
 * The filter of a subscription, evaluated over an event's payload (docs/architecture/08, EVENT-FILTER). The grammar is the
 * record predicate's (kernel/expressions/predicate.ts), with `list.size()` as a path.
 */
import { readEventFilter } from '../expressions/predicate';
import { compareDecimals, decimalOf } from '../values/decimal';
import { type ExactNumber, isNumber, numberOf } from '../values/json';

type Value = string | number | ExactNumber | boolean | null;
interface Comparison {
  path: string[];
  operator: string;
  values: Value[];
}
/** In postfix order: comparisons and what joins them. */
export type Filter = readonly (Comparison | '&&' | '||')[];

/** Longer filters are not run. */
const MAX_FILTER_CHARS = 2000;

const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(\(\))?|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)|(==|=|!=|<>|<=|>=|<|>)|(&&|\|\||[()[\],]))/gs;

const WORDS: Readonly<Record<string, Value>> = { true: true, false: false, null: null, nil: null };

function literal(text: string): Value {
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? null;
  if (!/^['"]/.test(text)) return numberOf(text);
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** Reads the operator and the values after a path; the grammar was checked before. */
function comparisonAt(tokens: readonly string[], start: number, path: string): { comparison: Comparison; next: number } {
  let index = start;
  let operator = tokens[index] ?? '';
  index += 1;
  if (operator === 'not') {
    operator = 'not_in';
    index += 1;
  }
  const values: Value[] = [];
  if (operator === 'in' || operator === 'not_in') {
    for (index += 1; tokens[index] !== ')' && tokens[index] !== ']' && index < tokens.length; index += 1)
      if (tokens[index] !== ',') values.push(literal(tokens[index] ?? ''));
  } else values.push(literal(tokens[index] ?? ''));
  return { comparison: { path: path.split('.'), operator, values }, next: index + 1 };
}

/** The filter of a text, or null where it is none. Blank text always holds. */
export function parseFilter(text: string): Filter | null {
  if (text.length > MAX_FILTER_CHARS || !readEventFilter(text).ok) return null;
  const tokens = [...text.matchAll(TOKEN)].map(([, name, call, value, operator, mark]) =>
    name === undefined ? (value ?? operator ?? mark ?? '') : name + (call === undefined ? '' : '()'),
  );
  const out: (Comparison | '&&' | '||')[] = [];
  const pending: ('&&' | '||' | '(')[] = [];
  const flush = (rank: number): void => {
    for (let top = pending.at(-1); top !== undefined && top !== '(' && (top === '&&' ? 2 : 1) >= rank; top = pending.at(-1)) {
      pending.pop();
      out.push(top);
    }
  };
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index] ?? '';
    if (token === '(') pending.push('(');
    else if (token === ')') {
      flush(1);
      pending.pop();
    } else if (token === '&&' || token === '||') {
      flush(token === '&&' ? 2 : 1);
      pending.push(token);
    } else {
      const { comparison, next } = comparisonAt(tokens, index + 1, token);
      out.push(comparison);
      index = next;
      continue;
    }
    index += 1;
  }
  flush(1);
  return out;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return Array.from(value).length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** The value at a path; `payload.` may stand before it. What is not there is null. */
function valueAt(payload: unknown, path: readonly string[]): unknown {
  const [first, ...others] = path;
  let value = payload;
  const strip = first === 'payload' && others.length > 0 && !(isObject(payload) && Object.hasOwn(payload, 'payload'));
  for (const step of strip ? others : path) {
    if (step === 'size()') return sizeOf(value);
    if (!isObject(value) || !Object.hasOwn(value, step)) {
      // A list that is missing has no items.
      if (path.at(-1) === 'size()') return 0;
      return null;
    }
    value = value[step];
  }
  return value;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Less than, equal, more than; null where two values cannot be compared. Decimals may come as texts. */
function order(left: unknown, right: Value): number | null {
  if (isNumber(right) || isNumber(left)) {
    const [a, b] = [left, right].map((value) => (isNumber(value) || (typeof value === 'string' && NUMBER.test(value)) ? decimalOf(value) : null)); // prettier-ignore
    return a && b ? compareDecimals(a, b) : null;
  }
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return null;
}

const equal = (left: unknown, right: Value): boolean =>
  left === right || ((left === undefined || left === null) && right === null) || order(left, right) === 0;

function holds({ path, operator, values }: Comparison, payload: unknown): boolean {
  const value = valueAt(payload, path);
  const [wanted = null] = values;
  const by = (test: (difference: number) => boolean): boolean => {
    const difference = order(value, wanted);
    return difference !== null && test(difference);
  };
  switch (operator) {
    case 'in':
      return values.some((one) => equal(value, one));
    case 'not_in':
      return !values.some((one) => equal(value, one));
    case '!=':
    case '<>':
      return !equal(value, wanted);
    case '<':
      return by((difference) => difference < 0);
    case '<=':
      return by((difference) => difference <= 0);
    case '>':
      return by((difference) => difference > 0);
    case '>=':
      return by((difference) => difference >= 0);
    default:
      return equal(value, wanted);
  }
}

export function filterHolds(filter: Filter, payload: unknown): boolean {
  const stack: boolean[] = [];
  for (const part of filter) {
    if (typeof part !== 'string') stack.push(holds(part, payload));
    else {
      const [right = true, left = true] = [stack.pop(), stack.pop()];
      stack.push(part === '&&' ? left && right : left || right);
    }
  }
  return stack.pop() ?? true;
}

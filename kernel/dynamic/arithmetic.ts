/**
 * Arithmetic over columns, evaluated exactly: values are fractions of whole numbers, so that 0.1 + 0.2 is 0.3 and money
 * keeps its cents. The grammar is the contract's (kernel/contract/expressions/arithmetic.ts); nothing here recurses.
 */
import { readArithmetic } from '../contract/expressions/arithmetic';
import { sql, type Fragment } from '../database/sql';
import { isNumber } from '../values/json';

type Operator = '+' | '-' | '*' | '/';
type Node = { kind: 'number'; text: string } | { kind: 'name'; name: string } | { kind: 'operator'; sign: Operator } | { kind: 'negate' };

/** An expression in postfix order. */
export type Arithmetic = readonly Node[];

/** Names with the extension they belong to, where the reader of the contract takes them. */
const TOKEN = /([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()])/g;

const RANK = { '(': 0, '+': 1, '-': 1, '*': 2, '/': 2, negate: 3 } as const;
type Pending = keyof typeof RANK;

const toNode = (pending: Pending): Node => (pending === 'negate' ? { kind: 'negate' } : { kind: 'operator', sign: pending as Operator });

/** The expression of a text, or null when it is none; `dotted` where it may read `Extension.column`. */
export function arithmetic(text: string, options: { dotted?: boolean } = {}): Arithmetic | null {
  if (!readArithmetic(text, options).ok) return null;
  const out: Node[] = [];
  const pending: Pending[] = [];
  let wantsOperand = true;
  const flush = (rank: number) => {
    for (let top = pending.at(-1); top !== undefined && top !== '(' && RANK[top] >= rank; top = pending.at(-1)) {
      pending.pop();
      out.push(toNode(top));
    }
  };
  for (const [, name, number, sign] of text.matchAll(TOKEN)) {
    if (name !== undefined || number !== undefined) {
      out.push(name === undefined ? { kind: 'number', text: number ?? '0' } : { kind: 'name', name });
      wantsOperand = false;
    } else if (sign === '(') pending.push('(');
    else if (sign === ')') {
      flush(1);
      pending.pop();
    } else if (wantsOperand) {
      if (sign === '-') pending.push('negate');
    } else {
      const operator = sign as Operator;
      flush(RANK[operator]);
      pending.push(operator);
      wantsOperand = true;
    }
  }
  flush(1);
  return out;
}

interface Algebra<T> {
  number: (text: string) => T;
  name: (name: string) => T;
  operator: (sign: Operator, left: T, right: T) => T;
  negate: (value: T) => T;
}

function fold<T>(expression: Arithmetic, algebra: Algebra<T>): T {
  const stack: T[] = [];
  const pop = (): T => stack.pop() ?? algebra.number('0');
  for (const node of expression) {
    if (node.kind === 'number') stack.push(algebra.number(node.text));
    else if (node.kind === 'name') stack.push(algebra.name(node.name));
    else if (node.kind === 'negate') stack.push(algebra.negate(pop()));
    else {
      const right = pop();
      stack.push(algebra.operator(node.sign, pop(), right));
    }
  }
  return pop();
}

/** A number as a fraction; the denominator is positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const ZERO: Fraction = { over: 0n, under: 1n };
const DECIMAL = /^\s*(-?)(\d{0,400})(?:\.(\d{0,400}))?(?:e([+-]?\d{1,3}))?\s*$/i;
/** Numbers that grow past this are taken for nothing, as what cannot be read is. */
const MAX_BITS = 100_000n;

/** The number a value is; what is none counts as zero. */
export function fractionOf(value: unknown): Fraction {
  if (typeof value !== 'string' && !isNumber(value)) return ZERO;
  const [, sign = '', whole = '', part = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  if (whole === '' && part === '') return ZERO;
  const digits = BigInt(`${sign}${whole}${part}`);
  const power = Number(exponent) - part.length;
  return power >= 0 ? { over: digits * 10n ** BigInt(power), under: 1n } : { over: digits, under: 10n ** BigInt(-power) };
}

function combine(sign: Operator, left: Fraction, right: Fraction): Fraction {
  let over: bigint;
  let under = left.under * right.under;
  if (sign === '+') over = left.over * right.under + right.over * left.under;
  else if (sign === '-') over = left.over * right.under - right.over * left.under;
  else if (sign === '*') over = left.over * right.over;
  else if (right.over === 0n) return ZERO;
  else {
    const flip = right.over < 0n ? -1n : 1n;
    over = left.over * right.under * flip;
    under = left.under * right.over * flip;
  }
  return under >> MAX_BITS === 0n ? { over, under } : ZERO;
}

export const sumOf = (left: Fraction, right: Fraction): Fraction => combine('+', left, right);
export const differenceOf = (left: Fraction, right: Fraction): Fraction => combine('-', left, right);

/** The value of an expression; unknown names, values that are no numbers and division by zero are zero. */
export const evaluate = (expression: Arithmetic, valueOf: (name: string) => unknown): Fraction =>
  fold<Fraction>(expression, {
    number: fractionOf,
    name: (name) => fractionOf(valueOf(name)),
    operator: combine,
    negate: ({ over, under }) => ({ over: -over, under }),
  });

/** A fraction as decimal text with so many places, the half rounded away from zero. @example decimalText({ over: 1n, under: 8n }, 2) // '0.13' */
export function decimalText({ over, under }: Fraction, places: number): string {
  const scaled = (over < 0n ? -over : over) * 10n ** BigInt(places);
  const digits = ((scaled * 2n + under) / (under * 2n)).toString().padStart(places + 1, '0');
  const sign = over < 0n && /[1-9]/.test(digits) ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const COMPARISON = />=|<=|!=|==|[<>=]/;

/**
 * Whether a guard (two expressions and the first comparison between them) holds; one that cannot be read, which no install lets
 * in, holds. Columns of an extension are read as `Extension.column`: which guards may name them is the contract's to say.
 */
export function guardHolds(text: string, valueOf: (name: string) => unknown): boolean {
  const match = COMPARISON.exec(text);
  const left = match && arithmetic(text.slice(0, match.index), { dotted: true });
  const right = match && arithmetic(text.slice(match.index + match[0].length), { dotted: true });
  if (!left || !right) return true;
  const difference = combine('-', evaluate(left, valueOf), evaluate(right, valueOf)).over;
  switch (match[0]) {
    case '>=':
      return difference >= 0n;
    case '<=':
      return difference <= 0n;
    case '>':
      return difference > 0n;
    case '<':
      return difference < 0n;
    case '!=':
      return difference !== 0n;
    default:
      return difference === 0n;
  }
}

/** The expression as SQL; `columnOf` gives a number's column, null for a name that counts as zero. */
export const arithmeticSql = (expression: Arithmetic, columnOf: (name: string) => Fragment | null): Fragment =>
  fold<Fragment>(expression, {
    number: (text) => sql`${text}::text::numeric`,
    name: (name) => {
      const own = columnOf(name);
      return own === null ? sql`0` : sql`coalesce(${own}::numeric, 0)`;
    },
    operator: (sign, left, right) =>
      sign === '/' ? sql`coalesce(${left} / nullif(${right}, 0), 0)` : sql`(${left} ${sql.raw(sign)} ${right})`,
    negate: (value) => sql`(-${value})`,
  });

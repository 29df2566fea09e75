/**
 * Arithmetic as PostgreSQL works it out in a computed column: with the types of its columns, whole numbers divided towards
 * zero, overflow of what lies between, `numeric` rounded to its scale. A value is known exactly or lies between two bounds;
 * what fails for every value between them fails for every row.
 */
import { type Arithmetic, fold } from './arithmetic';

/** The types that arithmetic knows; `numeric` with the precision and scale of a column. */
export type NumberType = { name: 'integer' | 'bigint' } | { name: 'numeric'; precision: number; scale: number };

/** A value of a column: exactly `low × 10^-scale` where both bounds are the same. */
export interface Interval {
  readonly name: 'integer' | 'bigint' | 'numeric';
  readonly low: bigint;
  readonly high: bigint;
  /** Decimals that PostgreSQL carries along, which a division looks at. */
  readonly scale: number;
  /** A whole number as it stands in the text: a minus before it belongs to it, so that -2147483648 is an integer. */
  readonly literal?: true;
}

/** Why every row fails: a division by zero, or a number that a type does not hold. */
export interface ArithmeticFault {
  fault: 'zero' | 'range';
  type: string;
}

/** Thrown inside only, so that the first failure ends the whole, as it does in PostgreSQL. */
class Failed extends Error {
  constructor(readonly reason: ArithmeticFault | null) {
    super('failed');
  }
}

/** Numbers of more bits or decimals are not followed: nothing is said about them. */
const MAX_BITS = 10_000n;
const MAX_SCALE = 3_000;
/** The least digits of a quotient, and the digits that PostgreSQL keeps together. */
const QUOTIENT = { digits: 16, group: 4, maxScale: 1000 };
const LARGEST = { integer: 2n ** 31n - 1n, bigint: 2n ** 63n - 1n };

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const sizeOf = (value: bigint): bigint => (value < 0n ? -value : value);
const least = (values: readonly bigint[]): bigint => values.reduce((one, other) => (other < one ? other : one));
const most = (values: readonly bigint[]): bigint => values.reduce((one, other) => (other > one ? other : one));
const isExact = ({ low, high }: Interval): boolean => low === high;

/** A quotient rounded to a whole number, the half away from zero. */
function rounded(over: bigint, under: bigint): bigint {
  const size = (sizeOf(over) * 2n + sizeOf(under)) / (sizeOf(under) * 2n);
  return over < 0n === under < 0n ? size : -size;
}

/** A number at another scale, rounded where it has fewer decimals. */
const rescaled = (value: bigint, from: number, to: number): bigint =>
  to >= from ? value * power(to - from) : rounded(value, power(from - to));

/** What of a range a type of whole numbers, or one of so many digits, holds. @throws Failed where it is nothing */
function held(range: Interval, largest: bigint, smallest: bigint, type: string): Interval {
  if (range.low > largest || range.high < smallest) throw new Failed({ fault: 'range', type });
  return { ...range, low: most([range.low, smallest]), high: least([range.high, largest]) };
}

function bounded(range: Interval): Interval {
  if (range.name !== 'numeric') return held(range, LARGEST[range.name], -LARGEST[range.name] - 1n, range.name);
  if (range.scale > MAX_SCALE || sizeOf(range.low) >> MAX_BITS !== 0n || sizeOf(range.high) >> MAX_BITS !== 0n) throw new Failed(null);
  return range;
}

function wholeLiteral(value: bigint): Interval {
  const fits = (name: 'integer' | 'bigint'): boolean => value <= LARGEST[name] && value >= -LARGEST[name] - 1n;
  const name = fits('integer') ? 'integer' : fits('bigint') ? 'bigint' : 'numeric';
  return bounded({ name, low: value, high: value, scale: 0, literal: true });
}

function literalOf(text: string): Interval {
  const [whole = '', part] = text.split('.');
  if (part === undefined) return wholeLiteral(BigInt(whole));
  const value = BigInt(whole + part);
  return bounded({ name: 'numeric', low: value, high: value, scale: part.length });
}

/** The position and value of the first group of four digits, which the scale of a quotient is chosen by. */
function firstGroup(value: bigint, scale: number): { weight: number; first: number } {
  if (value === 0n) return { weight: 0, first: 0 };
  const digits = sizeOf(value).toString();
  const weight = Math.floor((digits.length - scale - 1) / QUOTIENT.group);
  const length = digits.length - scale - weight * QUOTIENT.group;
  return { weight, first: Number(digits.slice(0, length).padEnd(length, '0')) };
}

/** Decimals of the quotient of two known numbers. */
function quotientScale(left: Interval, right: Interval): number {
  const [one, other] = [firstGroup(left.low, left.scale), firstGroup(right.low, right.scale)];
  const weight = one.weight - other.weight - (one.first <= other.first ? 1 : 0);
  return Math.min(Math.max(QUOTIENT.digits - weight * QUOTIENT.group, left.scale, right.scale, 0), QUOTIENT.maxScale);
}

function divided(name: Interval['name'], left: Interval, right: Interval): Interval {
  if (right.low === 0n && right.high === 0n) throw new Failed({ fault: 'zero', type: name });
  // Next to zero lie the smallest divisors, which make the largest quotients.
  const divisors = [right.low, right.high, 1n, -1n].filter((one) => one !== 0n && one >= right.low && one <= right.high);
  const dividends = [left.low, left.high, ...(left.low < 0n && left.high > 0n ? [0n] : [])];
  const each = (quotient: (over: bigint, under: bigint) => bigint): bigint[] =>
    dividends.flatMap((over) => divisors.map((under) => quotient(over, under)));
  if (name !== 'numeric') {
    const all = each((over, under) => over / under);
    return { name, low: least(all), high: most(all), scale: 0 };
  }
  const isKnown = isExact(left) && isExact(right);
  const scale = isKnown ? quotientScale(left, right) : Math.max(left.scale, right.scale, QUOTIENT.digits);
  const all = each((over, under) => rounded(over * power(right.scale + scale), under * power(left.scale)));
  // Between bounds each quotient has a scale of its own: one more and one less hold all of them.
  const slack = isKnown ? 0n : power(scale);
  return { name, low: least(all) - slack, high: most(all) + slack, scale };
}

/** The wider of two types: whole numbers become `numeric` beside one. */
const wider = (left: Interval, right: Interval): Interval['name'] =>
  left.name === 'numeric' || right.name === 'numeric'
    ? 'numeric'
    : left.name === 'bigint' || right.name === 'bigint'
      ? 'bigint'
      : 'integer';

function combined(sign: '+' | '-' | '*' | '/', left: Interval, right: Interval): Interval {
  const name = wider(left, right);
  if (sign === '/') return bounded(divided(name, left, right));
  if (sign === '*') {
    const all = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
    return bounded({ name, low: least(all), high: most(all), scale: left.scale + right.scale });
  }
  const scale = Math.max(left.scale, right.scale);
  const at = (value: bigint, from: number): bigint => rescaled(value, from, scale);
  const [low, high] = [at(right.low, right.scale), at(right.high, right.scale)];
  return bounded(
    sign === '+'
      ? { name, low: at(left.low, left.scale) + low, high: at(left.high, left.scale) + high, scale }
      : { name, low: at(left.low, left.scale) - high, high: at(left.high, left.scale) - low, scale },
  );
}

function signed(sign: '+' | '-', { name, low, high, scale, literal }: Interval): Interval {
  if (sign === '+') return { name, low, high, scale };
  return literal ? wholeLiteral(-low) : bounded({ name, low: -high, high: -low, scale });
}

/** Every value of a type. */
export function intervalOf(type: NumberType): Interval {
  const largest = type.name === 'numeric' ? power(type.precision) - 1n : LARGEST[type.name];
  return { name: type.name, low: type.name === 'numeric' ? -largest : -largest - 1n, high: largest, scale: scaleOf(type) };
}

const scaleOf = (type: NumberType): number => (type.name === 'numeric' ? type.scale : 0);

/** A value as a column of a type keeps it. @throws Failed */
function assigned(range: Interval, type: NumberType): Interval {
  const scale = scaleOf(type);
  const [low, high] = [range.low, range.high].map((value) => rescaled(value, range.scale, scale)) as [bigint, bigint];
  const { low: smallest, high: largest } = intervalOf(type);
  const written = type.name === 'numeric' ? `numeric(${type.precision},${type.scale})` : type.name;
  return held({ name: type.name, low, high, scale }, largest, smallest, written);
}

/** The value of a decimal in a column of a type; null where it does not fit. @param digits the number times `10^scale` */
export function valueIn(type: NumberType, digits: bigint, scale: number): Interval | null {
  const positive = Math.max(scale, 0);
  const value = scale < 0 ? digits * power(-scale) : digits;
  return attempt(() => assigned({ name: 'numeric', low: value, high: value, scale: positive }, type)).value ?? null;
}

function attempt<T>(work: () => T): { value?: T; failed?: ArithmeticFault } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return error.reason === null ? {} : { failed: error.reason };
  }
}

/** What an expression comes to: a value, null as soon as it reads a null, or the reason why it fails for every row. */
export type Outcome = { value: Interval | null } | { failed: ArithmeticFault } | 'unknown';

/**
 * Works an expression out and keeps it in a column of a type.
 * @param valueOf a column's value, null for null; undefined for one about which nothing is known
 */
export function evaluateInterval(ast: Arithmetic, type: NumberType, valueOf: (name: string) => Interval | null | undefined): Outcome {
  const { value, failed } = attempt(() => {
    const found = fold<Interval | null>(ast, {
      number: literalOf,
      name: (name) => {
        const own = valueOf(name);
        if (own === undefined) throw new Failed(null);
        return own;
      },
      operator: (sign, left, right) => (left === null || right === null ? null : combined(sign, left, right)),
      sign: (sign, own) => (own === null ? null : signed(sign, own)),
    });
    return found === null ? null : assigned(found, type);
  });
  return failed !== undefined ? { failed } : value === undefined ? 'unknown' : { value };
}

/** Exact numbers: fractions of whole numbers, so that 0.1 + 0.2 is 0.3 and money keeps its cents. */
import { isNumber } from './json';

export type Operator = '+' | '-' | '*' | '/';

/** A number as a fraction; the denominator is positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Fraction = { over: 0n, under: 1n };
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

/** Two numbers joined; a division by zero is zero. */
export function combine(sign: Operator, left: Fraction, right: Fraction): Fraction {
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
export const negativeOf = ({ over, under }: Fraction): Fraction => ({ over: -over, under });

/** A fraction as decimal text with so many places, the half rounded away from zero. @example decimalText({ over: 1n, under: 8n }, 2) // '0.13' */
export function decimalText({ over, under }: Fraction, places: number): string {
  const scaled = (over < 0n ? -over : over) * 10n ** BigInt(places);
  const digits = ((scaled * 2n + under) / (under * 2n)).toString().padStart(places + 1, '0');
  const sign = over < 0n && /[1-9]/.test(digits) ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

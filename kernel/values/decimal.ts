/** Decimal numbers as they are written: compared and measured digit by digit, never through a double. */
import { ExactNumber } from './json';

/** `±digits × 10^-scale`, without zeros at either end of the digits; zero has none. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
}

/** As many digits as PostgreSQL's widest `numeric` has on either side of the point. */
const DECIMAL = /^([-+]?)(\d{0,1000})(?:\.(\d{0,1000}))?(?:e([+-]?\d{1,4}))?$/i;

/** The decimal of a text or a number, null for what is none (or is longer than any column). */
export function decimalOf(value: unknown): Decimal | null {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof ExactNumber)) return null;
  const [, sign = '', whole = '', part = '', exponent = '0'] = DECIMAL.exec(String(value).trim()) ?? [];
  if (whole === '' && part === '') return null;
  const written = (whole + part).replace(/^0+/, '');
  const digits = written.replace(/0+$/, '');
  if (digits === '') return { negative: false, digits: '', scale: 0 };
  return { negative: sign === '-', digits, scale: part.length - Number(exponent) - (written.length - digits.length) };
}

/** The decimal without an exponent and without zeros that say nothing. @example decimalText of '1.50e1' is '15' */
export function plainDecimal({ negative, digits, scale }: Decimal): string {
  if (digits === '') return '0';
  const padded = scale < 0 ? digits + '0'.repeat(-scale) : digits.padStart(scale + 1, '0');
  const at = padded.length - Math.max(scale, 0);
  return `${negative ? '-' : ''}${padded.slice(0, at)}${scale > 0 ? `.${padded.slice(at)}` : ''}`;
}

/** Digits before the point; not above zero for a number below one. */
const wholeDigits = ({ digits, scale }: Decimal): number => digits.length - scale;

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.digits === '' || b.digits === '') return a.digits.length - b.digits.length;
  const whole = wholeDigits(a) - wholeDigits(b);
  if (whole !== 0) return whole;
  // Both begin at the same place, so they compare as texts do; one that goes on is the larger.
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
}

/** Below zero where `a` is the smaller one, above zero where it is the larger one. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? compareSizes(b, a) : compareSizes(a, b);
}

/** What of a number does not fit `numeric(precision,scale)`: its digits before the point, or those behind it. */
export function misfit(value: Decimal, precision: number, scale: number): 'size' | 'decimals' | null {
  if (value.digits === '') return null;
  if (wholeDigits(value) > precision - scale) return 'size';
  return value.scale > scale ? 'decimals' : null;
}

/** The largest number of `numeric(precision,scale)`. @example largestDecimal(5, 2) // '999.99' */
export function largestDecimal(precision: number, scale: number): string {
  const whole = scale < precision ? '9'.repeat(precision - scale) : '0';
  return scale === 0 ? whole : `${whole}.${'9'.repeat(Math.min(scale, precision)).padStart(scale, '0')}`;
}

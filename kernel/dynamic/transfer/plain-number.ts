/** Numbers as files write them, written out. */
import { type Decimal, decimalOf } from '../../values/decimal';

/** A decimal without exponent and without zeros at its end. */
export function writtenOut({ negative, digits, scale }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (scale <= 0) return sign + digits + '0'.repeat(-scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** Digits of a double that mean something to whoever sees them: spreadsheets show fifteen. */
const SHOWN_DIGITS = 15;
/** How far a double may lie from what was meant, as a part of it: two of its last steps. */
const NOISE = 4.5e-16;

/**
 * The number of a workbook's cell; what a double adds to what was typed (1.1000000000000001) is taken off. Null for what is no number.
 * @example plainNumber('1.0E10') // '10000000000'
 */
export function plainNumber(text: string): string | null {
  const value = decimalOf(text);
  if (!value) return null;
  if (value.digits.length > SHOWN_DIGITS && value.scale > 0) {
    const double = Number(text);
    const shown = double.toPrecision(SHOWN_DIGITS);
    const isNoise = Number.isFinite(double) && Math.abs(double - Number(shown)) <= Math.abs(double) * NOISE;
    const meant = isNoise ? decimalOf(shown) : null;
    if (meant) return writtenOut(meant);
  }
  return writtenOut(value);
}

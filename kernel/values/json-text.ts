/** JSON as PostgreSQL's `jsonb` takes it. */
import { decimalOf } from './decimal';
import { type ExactNumber, isNumber, parseJson, scanJson, writeJson } from './json';
import { unstorablePlace } from './text';

/** Deeper nesting than any form writes; the server's stack is small on purpose. */
const MAX_DEPTH = 100;

/** PostgreSQL writes every digit of a number out, so an exponent of few characters would be an answer of many. */
const MAX_NUMBER_DIGITS = 1000;

/** What the numbers of one value may grow by when they are written out, all together: a body may hold a million of them. */
const MAX_GROWN_DIGITS = 1024 * 1024;

/** Digits of a number when PostgreSQL writes it out. */
function writtenDigits(number: ExactNumber | number): number {
  const value = decimalOf(number);
  return value === null ? Number.POSITIVE_INFINITY : Math.max(value.digits.length, value.digits.length - value.scale, value.scale);
}

/** Whether no number of a JSON value has more digits than are written out, nor all of them together. */
function hasWritableNumbers(root: unknown): boolean {
  let grown = 0;
  const isWritable = (value: unknown): boolean => {
    // A number between these is written as it was sent.
    if (typeof value === 'number' && (value === 0 || (Math.abs(value) < 1e21 && Math.abs(value) >= 1e-6))) return true;
    if (!isNumber(value)) return typeof value !== 'object' || value === null || Object.values(value).every(isWritable);
    const digits = writtenDigits(value);
    grown += Math.max(0, digits - String(value).length);
    return digits <= MAX_NUMBER_DIGITS && grown <= MAX_GROWN_DIGITS;
  };
  return isWritable(root);
}

/**
 * The JSON text of a value, or null when `jsonb` could not hold it. A text is taken for JSON and kept as it is written,
 * every digit of its numbers included.
 */
export function jsonText(value: unknown): string | null {
  try {
    const given = typeof value === 'string' ? value : writeJson(value);
    if (scanJson(given).depth > MAX_DEPTH) return null;
    const read = parseJson(given);
    return unstorablePlace(read) === null && hasWritableNumbers(read) ? given : null;
  } catch {
    // Not JSON, or nested so deeply that JavaScript itself gave up.
    return null;
  }
}

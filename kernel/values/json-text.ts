/** JSON as PostgreSQL's `jsonb` takes it. */
import { decimalOf } from './decimal';
import { ExactNumber, parseJson, scanJson, writeJson } from './json';
import { unstorablePlace } from './text';

/** Deeper nesting than any form writes; the server's stack is small on purpose. */
const MAX_DEPTH = 100;

/** PostgreSQL writes every digit of a number out, so an exponent of few characters would be an answer of many. */
const MAX_NUMBER_DIGITS = 1000;

const isWritable = (number: ExactNumber): boolean => {
  const value = decimalOf(number);
  return value !== null && Math.max(value.digits.length, value.digits.length - value.scale, value.scale) <= MAX_NUMBER_DIGITS;
};

/** Whether every number of a JSON value has no more digits than are written out. */
function hasWritableNumbers(value: unknown): boolean {
  if (value instanceof ExactNumber) return isWritable(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(hasWritableNumbers);
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

/** Values of requests and files as the text of a column's kind. */
import { decimalOf, plainDecimal } from '../values/decimal';
import { type ExactNumber, isNumber } from '../values/json';
import { KINDS, type ColumnKind } from './kinds';

/** A value of JSON as the text of a column of this kind: the numbers 1.0 and 1e3 are whole, any text stays as it is. */
export function writtenFor(kind: ColumnKind, value: string | number | boolean | ExactNumber): string {
  const decimal = KINDS[kind].isWhole && isNumber(value) ? decimalOf(value) : null;
  return decimal === null ? String(value) : plainDecimal(decimal);
}

/**
 * The text as PostgreSQL reads it for a column of this kind, or null when it is none. What passes here cannot make a
 * cast fail, so a bad value never becomes a database error; `decimal` and `integer` still have to fit their column.
 */
export const literalOf = (kind: ColumnKind, text: string): string | null => KINDS[kind].literal(text);

/** A value of JSON as the text of a column of this kind, or null when it cannot be one. */
export function textOfJson(kind: ColumnKind, value: unknown): string | null {
  const { ofJson, takesFlag, literal } = KINDS[kind];
  if (ofJson) return ofJson(value);
  if (typeof value === 'boolean' ? !takesFlag : typeof value !== 'string' && !isNumber(value)) return null;
  return literal(writtenFor(kind, value as string | number | boolean | ExactNumber));
}

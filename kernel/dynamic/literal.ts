/** Text from a URL or a body, read as a value of a column's kind. */
import type { ColumnKind } from '../columns/column-type';
import { jsonText } from './json-text';
import { isUuid } from '../operation/operation';
import { decimalOf, plainDecimal } from '../values/decimal';
import { type ExactNumber, isNumber, parseJson, writeJson } from '../values/json';

const INTEGER = /^-?\d{1,19}$/;
const DECIMAL = /^-?(\d{1,120}(\.\d{0,60})?|\.\d{1,60})(e[+-]?\d{1,3})?$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** A date, a time of day after it, an offset of at most fourteen hours after that. */
const INSTANT =
  /^\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?( ?(Z|[+-](0\d|1[0-3])(:?[0-5]\d)?|[+-]14(:?00)?))?)?$/i;
const TRUE = new Set(['true', 't', '1']);
const FALSE = new Set(['false', 'f', '0']);

function realDate(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  // PostgreSQL has no year 0.
  return !day.startsWith('0000') && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

const isInstant = (text: string): boolean => INSTANT.test(text) && realDate(text);

/** Whether the digits fit `bigint`. */
const fitsInteger = (text: string): boolean => INTEGER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** What a `vector` element (four bytes) holds. */
const MAX_FLOAT4 = 3.4e38;
const MAX_DIMENSIONS = 16_000;

/** `[1,2.5]` for a list of finite numbers, given as such or as JSON text; null for anything else. */
export function vectorText(value: unknown): string | null {
  let list: unknown = value;
  if (typeof value === 'string') {
    try {
      list = parseJson(value);
    } catch {
      return null;
    }
  }
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_DIMENSIONS) return null;
  return list.every((item) => isNumber(item) && Math.abs(Number(item)) <= MAX_FLOAT4) ? writeJson(list) : null;
}

/** A value of JSON as the text of a column of this kind: the numbers 1.0 and 1e3 are whole, any text stays as it is. */
export function writtenFor(kind: ColumnKind, value: string | number | boolean | ExactNumber): string {
  const isWhole = kind === 'integer' || kind === 'boolean';
  const decimal = isWhole && isNumber(value) ? decimalOf(value) : null;
  return decimal === null ? String(value) : plainDecimal(decimal);
}

/**
 * The text as PostgreSQL reads it for a column of this kind, or null when it is none. What passes here cannot make a
 * cast fail, so a bad value never becomes a database error; `decimal` and `integer` still have to fit their column.
 */
export function literalOf(kind: ColumnKind, text: string): string | null {
  const trimmed = text.trim();
  switch (kind) {
    case 'uuid':
      return isUuid(trimmed) ? trimmed.toLowerCase() : null;
    case 'integer':
      return fitsInteger(trimmed) ? trimmed : null;
    case 'decimal':
      return DECIMAL.test(trimmed) ? trimmed : null;
    case 'boolean':
      return TRUE.has(trimmed.toLowerCase()) ? 'true' : FALSE.has(trimmed.toLowerCase()) ? 'false' : null;
    case 'date':
      return isInstant(trimmed) ? trimmed.slice(0, 10) : null;
    case 'timestamp':
      return isInstant(trimmed) ? trimmed : null;
    case 'json':
      return jsonText(text);
    case 'vector':
      return vectorText(text);
    case 'text':
      return plainText(text);
  }
}

/** Text without NUL, which no column can hold. */
export const plainText = (text: string): string => text.replaceAll('\u0000', '');

export const isDateText = (text: string): boolean => DATE.test(text) && realDate(text);

/** Text for LIKE in which nothing is a wildcard. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The text up to so many bytes of UTF-8, never half a character. */
export function cutBytes(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  return new TextDecoder().decode(bytes.slice(0, maxBytes)).replace(/\uFFFD+$/, '');
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

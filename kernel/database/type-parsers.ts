/**
 * How values leave PostgreSQL, fixed once for the whole kernel: everything is JSON. No BigInt (JSON cannot carry it), no
 * Date (a `date` would become midnight somewhere), instants as RFC 3339 in UTC, the numbers of JSON as they are written.
 */
import { decimalOf, plainDecimal } from '../values/decimal';
import { parseJson, storedJson } from '../values/json';

/** Type oids of PostgreSQL's catalog. */
const BYTEA = 17;
const INT8 = 20;
const JSON_TEXT = 114;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;
const JSONB = 3802;

/** Decimal digits a double carries without loss. */
const SAFE_DIGITS = 15;

/** A decimal as a JSON number when a double holds it exactly, else as the text PostgreSQL sent. */
export function parseDecimal(text: string): number | string {
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '');
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text; // NaN and Infinity are no JSON numbers
  return digits.length <= SAFE_DIGITS ? Number(text) : text;
}

function parseInteger(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** A number of a column of this kind as rows answer it, whatever way it is written in; the text itself where it is none. */
export function wireNumber(kind: 'integer' | 'decimal', text: string): number | string {
  const value = decimalOf(text);
  if (value === null) return text;
  return kind === 'integer' ? parseInteger(plainDecimal(value)) : parseDecimal(plainDecimal(value));
}

/** Whole digits up to which an average, which has no end of decimals, is told as a number. */
const AVERAGE_DIGITS = 15;

/** An average: a number where one holds every whole digit of it, else as it was computed. */
export function wireAverage(value: unknown): unknown {
  const average = decimalOf(value);
  if (average === null) return value;
  return average.digits.length - average.scale <= AVERAGE_DIGITS ? Number(value) : plainDecimal(average);
}

/** `2026-11-20 08:50:39.123+00` → `2026-11-20T08:50:39.123Z`. Sessions run in UTC, so the offset is always +00. */
export function parseInstant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z');
}

/** Parsers by type oid, for the engine's options. */
export const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: parseInteger,
  [NUMERIC]: parseDecimal,
  // What is stored was bounded when it was written; a bound here would make a row unreadable.
  [JSON_TEXT]: (text) => parseJson(text, Number.POSITIVE_INFINITY),
  [JSONB]: storedJson,
  [DATE]: (text) => text,
  [TIMESTAMP]: (text) => `${text.replace(' ', 'T')}Z`,
  [TIMESTAMPTZ]: parseInstant,
  [BYTEA]: (text) => text,
};

/**
 * Whether PostgreSQL takes a value as one of a column's type. Strict on purpose: what it reads in many spellings (a uuid in
 * braces, `yesterday`) passes in the usual one only, so that what passes here is the same on every host and for every session.
 */
import { columnDefault } from './column-default';
import { decimalOf, misfit } from '../values/decimal';
import { unstorablePlace } from '../values/text';

export type TypeFamily = 'uuid' | 'text' | 'integer' | 'decimal' | 'boolean' | 'instant' | 'date' | 'json' | 'vector';

/** A column's type with its parameters; without one a text and a vector have any length. */
export interface TypeFacts {
  family: TypeFamily;
  /** Characters of a varchar, dimensions of a vector. */
  length?: number;
  precision?: number;
  scale?: number;
  /** Largest whole number; the smallest is one below its negative. */
  largest?: bigint;
}

const PLAIN: Readonly<Record<string, TypeFacts>> = {
  uuid: { family: 'uuid' },
  text: { family: 'text' },
  integer: { family: 'integer', largest: 2n ** 31n - 1n },
  bigint: { family: 'integer', largest: 2n ** 63n - 1n },
  numeric: { family: 'decimal', precision: 18, scale: 4 },
  boolean: { family: 'boolean' },
  timestamp: { family: 'instant' },
  timestamptz: { family: 'instant' },
  date: { family: 'date' },
  json: { family: 'json' },
  jsonb: { family: 'json' },
  vector: { family: 'vector' },
};
const PARAMETRISED = /^(numeric|varchar|vector)\((\d{1,4})(?:,(\d{1,4}))?\)$/;

/** The facts of a type of the contract; null for any other word. */
export function typeFacts(type: string): TypeFacts | null {
  if (Object.hasOwn(PLAIN, type)) return PLAIN[type] ?? null;
  const [, name, first = '', second = ''] = PARAMETRISED.exec(type) ?? [];
  if (name === 'numeric') return { family: 'decimal', precision: Number(first), scale: Number(second) };
  if (name === undefined) return null;
  return { family: name === 'varchar' ? 'text' : 'vector', length: Number(first) };
}

/** What PostgreSQL would say of a type's parameters; null for a type that it takes. */
export function typeFault({ family, length, precision, scale }: TypeFacts): 'length' | 'precision' | 'scale' | null {
  if (length !== undefined && length < 1) return 'length';
  if (precision !== undefined && (precision < 1 || precision > 1000)) return 'precision';
  return family === 'decimal' && scale !== undefined && scale > 1000 ? 'scale' : null;
}

/** Not of the type at all, out of its bounds, longer than it is, with more decimals than it keeps. */
export type ValueFault = 'type' | 'size' | 'length' | 'decimals';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BOOLEAN = /^(?:true|false|t|f|yes|no|y|n|on|off|1|0)$/i;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/i;
/** Deeper JSON is not taken: the parser of the database has a stack. */
const MAX_JSON_DEPTH = 200;
const MAX_DIMENSIONS = 16_000;
/** Smallest and largest size of a number in a vector, which is a float of four bytes. */
const FLOAT4 = { least: 1.2e-38, most: 3.4e38 };

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isInstant(text: string): boolean {
  const [, day = '', time] = /^(\S{10})(?:[T ](\S+))?$/.exec(text) ?? [];
  return isDay(day) && (time === undefined || TIME.test(time));
}

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_JSON_DEPTH) return depth;
  return Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item, depth + 1)), depth + 1);
}

function isJson(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  // An exponent of five digits is more than `numeric` holds.
  return unstorablePlace(value) === null && depthOf(value) <= MAX_JSON_DEPTH && !/\de[+-]?\d{4,}/i.test(text);
}

function vectorFault(text: string, dimensions: number | undefined): ValueFault | null {
  const [, inside] = /^\[([^[\]]*)\]$/.exec(text.trim()) ?? [];
  const numbers = inside
    ?.split(',')
    .map((part) => (/^\s*-?\d{1,30}(?:\.\d{1,60})?(?:e[+-]?\d{1,3})?\s*$/i.test(part) ? Number(part) : NaN));
  const fits = (number: number) => number === 0 || (Math.abs(number) >= FLOAT4.least && Math.abs(number) <= FLOAT4.most);
  if (!numbers?.every(fits)) return 'type';
  return numbers.length > MAX_DIMENSIONS || (dimensions !== undefined && numbers.length !== dimensions) ? 'length' : null;
}

/** What is wrong with a text that PostgreSQL would read as a type; null when it takes it and keeps it as it is. */
export function textFault(facts: TypeFacts, text: string): ValueFault | null {
  if (unstorablePlace(text) !== null) return 'type';
  switch (facts.family) {
    case 'text':
      return facts.length !== undefined && Array.from(text).length > facts.length ? 'length' : null;
    case 'integer': {
      if (!/^[-+]?\d+$/.test(text)) return 'type';
      const largest = facts.largest ?? 0n;
      const number = text.length > 30 ? largest + 1n : BigInt(text);
      return number > largest || number < -largest - 1n ? 'size' : null;
    }
    case 'decimal': {
      const decimal = /^[-+.\de]+$/i.test(text) ? decimalOf(text) : null;
      return decimal === null ? 'type' : misfit(decimal, facts.precision ?? 1000, facts.scale ?? 0);
    }
    case 'boolean':
      return BOOLEAN.test(text) ? null : 'type';
    case 'uuid':
      return UUID.test(text) ? null : 'type';
    case 'date':
      return isDay(text) ? null : 'type';
    case 'instant':
      return isInstant(text) ? null : 'type';
    case 'json':
      return isJson(text) ? null : 'type';
    case 'vector':
      return vectorFault(text, facts.length);
  }
}

/** Characters of what a function writes into a text column. */
const WRITTEN = { instant: 32, uuid: 36 };

/** What is wrong with a declared default; null when PostgreSQL takes it with the table and with every row. */
export function defaultFault(facts: TypeFacts, value: unknown): ValueFault | null {
  const read = columnDefault(value);
  if (read.kind === 'none' || read.kind === 'refused') return null;
  if (read.kind === 'text') return textFault(facts, read.text);
  const { sql } = read;
  const { family, length = Number.POSITIVE_INFINITY } = facts;
  if (sql === 'null') return null;
  if (sql.startsWith("'")) return textFault(facts, sql.slice(1, -1));
  if (sql === 'true' || sql === 'false') return family === 'boolean' ? null : family === 'text' ? textFault(facts, sql) : 'type';
  if (sql.endsWith('()') || sql === 'current_timestamp') {
    const made = sql.endsWith('()') && sql !== 'now()' ? 'uuid' : 'instant';
    if (family === 'text') return length < WRITTEN[made] ? 'length' : null;
    return family === made || (made === 'instant' && family === 'date') ? null : 'type';
  }
  // A number: no assignment makes it a boolean, a uuid, a day or JSON.
  if (family !== 'text' && family !== 'integer' && family !== 'decimal') return 'type';
  if (family !== 'integer') return textFault(facts, sql);
  const decimal = decimalOf(sql);
  if (decimal === null) return 'type';
  if (decimal.scale > 0) return 'decimals';
  return textFault(facts, `${decimal.negative ? '-' : ''}${decimal.digits}${'0'.repeat(Math.min(-decimal.scale, 40))}` || '0');
}

/** What is wrong with a value of a seeded row, which PostgreSQL gets as text: a text as it is, anything else as JSON. */
export const seededFault = (facts: TypeFacts, value: unknown): ValueFault | null =>
  textFault(facts, typeof value === 'string' ? value : JSON.stringify(value));

import { sql } from '../database/sql';
import { isNumber, parseJson, writeJson } from '../values/json';
import type { Bounds, Kind, ValueFault } from './kind';

const MAX_DIMENSIONS = 16_000;
/** Smallest and largest size of a number in a vector, which is a float of four bytes. */
const FLOAT4 = { least: 1.2e-38, most: 3.4e38 };
/** An ivfflat index of pgvector takes no more. */
const MAX_INDEXED = 2000;

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
  return list.every((item) => isNumber(item) && Math.abs(Number(item)) <= FLOAT4.most) ? writeJson(list) : null;
}

function fault(text: string, { length }: Bounds): ValueFault | null {
  const [, inside] = /^\[([^[\]]*)\]$/.exec(text.trim()) ?? [];
  const numbers = inside
    ?.split(',')
    .map((part) => (/^\s*-?\d{1,30}(?:\.\d{1,60})?(?:e[+-]?\d{1,3})?\s*$/i.test(part) ? Number(part) : NaN));
  const fits = (number: number) => number === 0 || (Math.abs(number) >= FLOAT4.least && Math.abs(number) <= FLOAT4.most);
  if (!numbers?.every(fits)) return 'type';
  return numbers.length > MAX_DIMENSIONS || (length !== undefined && numbers.length !== length) ? 'length' : null;
}

export const vector = {
  plain: { vector: { sql: 'vector' } },
  sized: { vector: { numbers: 1, typeOf: (length) => ({ sql: `vector(${String(length)})`, length }), aliases: ['embedding'] } },
  offered: ['vector(1536)', 'vector'],
  aliases: { embedding: 'vector' },
  flat: {},
  form: { en: 'a list of numbers such as [1,2]', es: 'una lista de números como [1,2]' },
  errorCode: 'invalid_type',
  ofJson: vectorText,
  takesFlag: false,
  isWhole: false,
  literal: vectorText,
  fault,
  assigns: [],
  // Vectors of another dimension cannot be compared at all.
  comparedAs: null,
  isSortable: false,
  isRanked: false,
  isNumber: false,
  isMoment: false,
  bytes: (at) => sql`coalesce(3 * pg_column_size(${at}), 0)`,
  indexMethods: ({ length = 0 }) => (length > 0 && length <= MAX_INDEXED ? ['btree', 'ivfflat'] : ['btree']),
  // Never compressed; of any length it may have one number.
  shortest: ({ length = 0 }) =>
    length > 30 ? { bytes: 8 + 4 * length, alignment: 4 } : { bytes: 5 + 4 * Math.max(length, 1), alignment: 1 },
  screen: { cell: 'text', control: 'text', filter: null },
  fileCell: 'text',
} as const satisfies Kind;

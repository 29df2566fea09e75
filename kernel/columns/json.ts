import { sql } from '../database/sql';
import { jsonText } from '../values/json-text';
import { unstorablePlace } from '../values/text';
import type { Kind } from './kind';

/** Deeper JSON is not taken: the parser of the database has a stack. */
const MAX_DEPTH = 200;
/** A `jsonb` is kept compressed, by 90 at best: only one that could be long is written out to be measured. */
const SMALL_BYTES = 512;

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return depth;
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
  return unstorablePlace(value) === null && depthOf(value) <= MAX_DEPTH && !/\de[+-]?\d{4,}/i.test(text);
}

export const json = {
  plain: { jsonb: { sql: 'jsonb' }, json: { sql: 'jsonb' } },
  offered: ['jsonb', 'json'],
  aliases: { object: 'jsonb', array: 'jsonb', map: 'jsonb' },
  flat: { json: 'json', jsonb: 'jsonb' },
  form: { en: 'the text of a JSON value', es: 'el texto de un valor JSON' },
  errorCode: 'invalid_type',
  ofJson: jsonText,
  takesFlag: true,
  isWhole: false,
  literal: jsonText,
  fault: (text) => (isJson(text) ? null : 'type'),
  assigns: [],
  comparedAs: 'jsonb',
  isSortable: false,
  isRanked: false,
  isNumber: false,
  isMoment: false,
  // Items are compared as text; what is no list holds nothing.
  holds: (at, item) => {
    const items = sql`case jsonb_typeof(${at}) when 'array' then ${at} else '[]'::jsonb end`;
    return sql`exists (select 1 from jsonb_array_elements_text(${items}) as item(value) where item.value = ${item}::text)`;
  },
  bytes: (at) => sql`case when coalesce(pg_column_size(${at}), 0) < ${sql.lit(SMALL_BYTES)} then 0 else octet_length(${at}::text) end`,
  indexMethods: () => ['btree', 'hash', 'gin'],
  shortest: () => ({ bytes: 5, alignment: 1 }),
  screen: { cell: 'text', control: 'textarea', filter: null },
  fileCell: 'text',
} as const satisfies Kind;

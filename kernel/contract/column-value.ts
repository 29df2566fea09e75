/** Whether PostgreSQL takes what a manifest gives a column: its default, the values of seeded rows. */
import { columnDefault } from './column-default';
import { type ColumnType, textFault } from '../columns/column-type';
import { KINDS } from '../columns/kinds';
import type { Unquoted, ValueFault } from '../columns/kind';
import { decimalOf } from '../values/decimal';

/** Characters of what a function writes into a text column. */
const WRITTEN = { instant: 32, uuid: 36 };

/** What an unquoted default is. */
function unquoted(sql: string): Unquoted {
  if (sql === 'true' || sql === 'false') return 'flag';
  if (sql === 'now()' || sql === 'current_timestamp') return 'instant';
  return sql.endsWith('()') ? 'uuid' : 'number';
}

/** What is wrong with a declared default; null when PostgreSQL takes it with the table and with every row. */
export function defaultFault(type: ColumnType, value: unknown): ValueFault | null {
  const read = columnDefault(value);
  if (read.kind === 'none' || read.kind === 'refused') return null;
  if (read.kind === 'text') return textFault(type, read.text);
  const { sql } = read;
  if (sql === 'null') return null;
  if (sql.startsWith("'")) return textFault(type, sql.slice(1, -1));
  const given = unquoted(sql);
  if (!KINDS[type.kind].assigns.includes(given)) return 'type';
  if (given === 'instant' || given === 'uuid') return (type.length ?? Number.POSITIVE_INFINITY) < WRITTEN[given] ? 'length' : null;
  return given === 'number' && KINDS[type.kind].isWhole ? wholeFault(type, sql) : textFault(type, sql);
}

/** A number is assigned by its value: 1.0 and 1e3 are whole. */
function wholeFault(type: ColumnType, sql: string): ValueFault | null {
  const decimal = decimalOf(sql);
  if (decimal === null) return 'type';
  if (decimal.scale > 0) return 'decimals';
  return textFault(type, `${decimal.negative ? '-' : ''}${decimal.digits}${'0'.repeat(Math.min(-decimal.scale, 40))}` || '0');
}

/** What is wrong with a value of a seeded row, which PostgreSQL gets as text: a text as it is, anything else as JSON. */
export const seededFault = (type: ColumnType, value: unknown): ValueFault | null =>
  textFault(type, typeof value === 'string' ? value : JSON.stringify(value));

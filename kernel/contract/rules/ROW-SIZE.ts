import type { Column, Model } from '../../../schemas';
import { columnTypeOf, type ColumnType } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { hasDefault, type TableColumn } from '../../schema/table-columns';
import { columnDefault } from '../column-default';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  rowSize: (bytes: number): Message =>
    message(
      `A row that leaves out what it may takes ${bytes.toLocaleString('en')} bytes at least; PostgreSQL stores ${MAX_ROW_BYTES.toLocaleString('en')}. No such row can be created.`,
      `Una fila sin lo que puede omitir ocupa al menos ${bytes.toLocaleString('de')} bytes; PostgreSQL guarda ${MAX_ROW_BYTES.toLocaleString('de')}. No se puede crear ninguna fila así.`,
      'Remove defaults and not_null, or move columns into a model of their own.',
      'Quite valores por defecto y not_null, o lleve columnas a un modelo propio.',
    ),
};

/** Bytes of a row in a page of 8 KiB, after its own head and that of the page. */
const MAX_ROW_BYTES = 8160;
const HEAD_BYTES = 23;
/** Longer values are moved out of the row, and these bytes point at them; a value this short is never moved. */
const MAX_KEPT_BYTES = 24;
const POINTER_BYTES = 18;

/** Bytes of a value of any length in the row. */
const inRow = (bytes: number): number => (1 + bytes > MAX_KEPT_BYTES ? POINTER_BYTES : 1 + bytes);

const utf8 = new TextEncoder();

/** Bytes of what a column holds in a row that leaves it out, where it may: 0 for null. */
function leastBytes(own: ColumnType, { notNull, generated }: TableColumn, declared: Column | undefined): number {
  if (generated) return 0;
  const given = declared !== undefined && hasDefault(declared) ? columnDefault(declared.default) : null;
  if (given === null && !notNull) return 0;
  const { bytes } = KINDS[own.kind].shortest(own);
  if (own.kind !== 'text' || given === null) return bytes;
  const text = given.kind === 'text' ? given.text : given.kind === 'literal' ? given.sql.replace(/^'(.*)'$/s, '$1') : '';
  return inRow(utf8.encode(text).length);
}

/** Bytes that the smallest row takes, without what alignment adds. */
function smallestRow(model: Model, columns: ReadonlyMap<string, TableColumn>): number {
  const declared = new Map(model.columns.map((column) => [column.name, column]));
  let bytes = HEAD_BYTES + Math.ceil(columns.size / 8);
  for (const [name, column] of columns) {
    const own = columnTypeOf(column.type);
    if (own !== null) bytes += leastBytes(own, column, declared.get(name));
  }
  return bytes;
}

export const rule: Rule<'ROW-SIZE'> = {
  id: 'ROW-SIZE',
  level: 'warning',
  check: ({ models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const bytes = smallestRow(model, tableColumns(model));
      if (bytes > MAX_ROW_BYTES) report(['models', index, 'columns'], texts.rowSize(bytes));
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'so many columns that are never empty that their smallest row is larger than PostgreSQL stores',
  isOwn: true,
  why: 'A row of PostgreSQL fits a page of 8 KiB. Long texts are kept beside it, but each of them leaves 18 bytes in it.',
  example: null,
};

/** `aggregate` of `data_query`: rows counted and added up by group, where the whole list would be too much for a guest. */
import { KINDS } from '../../columns/kinds';
import { type Fragment, join, sql } from '../../database/sql';
import { type Row, column } from '../../dynamic/row';
import type { DynamicModel, ModelColumn } from '../../installed/model';
import { numberOf } from '../../values/json';
import { HostRefusal, isObject } from './context';
import { NAME } from './table';

/** Columns to group by. */
export const MAX_GROUPED = 3;
/** Values that are asked for of each group. */
export const MAX_SELECTED = 8;

const FUNCTIONS = ['sum', 'count', 'min', 'max', 'avg'] as const;
type AggregateFunction = (typeof FUNCTIONS)[number];

interface Selected {
  as: string;
  value: Fragment;
  /** Told as a number, though PostgreSQL answers a numeric. */
  isNumeric: boolean;
}

export interface Aggregation {
  /** What the statement selects. */
  columns: Fragment;
  /** ` group by …`, or nothing. */
  grouping: Fragment;
  /** Whether rows can be ordered by a name. */
  isNamed: (name: string) => boolean;
  /** A row as the guest is told it. */
  told: (row: Row) => Row;
}

const invalid = (message: string): HostRefusal => new HostRefusal('invalid_request', message);

function listOf(value: unknown, what: string, [least, most]: readonly [number, number]): unknown[] {
  const list = value ?? [];
  if (!Array.isArray(list) || list.length < least || list.length > most)
    throw invalid(`"${what}" is a list of ${String(least)} to ${String(most)}`);
  return list as unknown[];
}

function columnNamed(model: DynamicModel, name: unknown): ModelColumn {
  const own = typeof name === 'string' ? model.columns.get(name) : undefined;
  if (!own) throw invalid(`"${model.table}" has no column "${String(name).slice(0, 64)}"`);
  return own;
}

/** @throws HostRefusal where values of the column cannot be taken together that way */
function valueOf(fn: AggregateFunction, own: ModelColumn): Fragment {
  const { isNumber, isRanked } = KINDS[own.kind];
  if (fn === 'count') return sql`count(${column(own.name)})::int`;
  if (fn === 'sum' || fn === 'avg' ? !isNumber : !isRanked) throw invalid(`there is no ${fn} of "${own.name}"`);
  const value = sql`${sql.raw(fn)}(${column(own.name)})`;
  // As a text every digit arrives, and the guest gets a number of JSON all the same.
  return fn === 'sum' || fn === 'avg' ? sql`${value}::text` : value;
}

function selectedOf(model: DynamicModel, value: unknown): Selected {
  if (!isObject(value)) throw invalid('"select" is a list of {fn, col, as}');
  const fn = FUNCTIONS.find((name) => name === value.fn);
  if (!fn) throw invalid(`"fn" is one of ${FUNCTIONS.join(', ')}`);
  if (typeof value.as !== 'string' || !NAME.test(value.as)) throw invalid('"as" is the name that a value is told under');
  const isOfRows = value.col === undefined || value.col === null || value.col === '';
  if (isOfRows && fn !== 'count') throw invalid(`"${fn}" needs a column`);
  return {
    as: value.as,
    value: isOfRows ? sql`count(*)::int` : valueOf(fn, columnNamed(model, value.col)),
    isNumeric: fn === 'sum' || fn === 'avg',
  };
}

/** @throws HostRefusal `invalid_request` */
export function aggregationOf(model: DynamicModel, asked: unknown): Aggregation {
  if (!isObject(asked)) throw invalid('"aggregate" is {group_by, select}');
  const groups = listOf(asked.group_by, 'group_by', [0, MAX_GROUPED]).map((name) => columnNamed(model, name).name);
  const selected = listOf(asked.select, 'select', [1, MAX_SELECTED]).map((one) => selectedOf(model, one));
  const names = [...groups, ...selected.map(({ as }) => as)];
  if (new Set(names).size < names.length) throw invalid('a name is told twice');
  const numeric = selected.filter(({ isNumeric }) => isNumeric).map(({ as }) => as);
  const columns = [...groups.map((name) => column(name)), ...selected.map(({ as, value }) => sql`${value} as ${sql.id(as)}`)];
  return {
    columns: join(columns),
    grouping: groups.length === 0 ? sql`` : sql` group by ${join(groups.map((name) => column(name)))}`,
    isNamed: (name) => names.includes(name),
    told: (row) => ({
      ...row,
      ...Object.fromEntries(numeric.map((name) => [name, typeof row[name] === 'string' ? numberOf(row[name]) : null])),
    }),
  };
}

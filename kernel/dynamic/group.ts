/** Lists that are counted and added up instead of shown row by row: `group_by` and `aggregate` (docs/architecture/04, CRUD-GROUP). */
import { KINDS } from '../columns/kinds';
import { join, sql, type Fragment } from '../database/sql';
import { wireAverage } from '../database/type-parsers';
import { badRequest } from '../failure';
import type { ReadableModel } from '../security/readable';
import type { ModelColumn } from '../installed/model';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { isTooLarge, measureStatement, pageStatement, sizeOf, tooLargePage } from './page-bytes';
import { readPage } from './totals';
import { column, from, type Row } from './row';

const MAX_GROUP_COLUMNS = 8;
const MAX_AGGREGATES = 20;
const TERM = /^\s*([A-Za-z_]\w*)\s*\(\s*(\*|[a-z_][a-z0-9_]*)\s*\)\s*(?::\s*([A-Za-z_]\w{0,62})\s*)?$/;

const FUNCTIONS = ['sum', 'count', 'avg', 'min', 'max'] as const;
type AggregateFunction = (typeof FUNCTIONS)[number];

interface Term {
  alias: string;
  value: Fragment;
  /** As many digits as PostgreSQL cares to compute. */
  isAverage?: boolean;
}

export interface Grouping {
  columns: readonly ModelColumn[];
  terms: readonly Term[];
}

/** The value of one function, or null where the column's values cannot be taken together that way. */
function valueOf(name: AggregateFunction, own: ModelColumn): Fragment | null {
  const value = column(own.name);
  const { isNumber, isRanked } = KINDS[own.kind];
  switch (name) {
    case 'count':
      return sql`count(${value})::int`;
    case 'sum':
      return isNumber ? sql`coalesce(sum(${value}), 0)` : null;
    case 'avg':
      return isNumber ? sql`avg(${value})` : null;
    case 'min':
    case 'max':
      return isRanked ? sql`${sql.raw(name)}(${value})` : null;
  }
}

function termOf(model: ReadableModel, text: string): Term {
  const shown = text.trim().slice(0, 80);
  const [, given = '', target = '', alias] = TERM.exec(text) ?? [];
  if (given === '') throw badRequest(`"${shown}" is no aggregate: fn(column) or fn(column):alias`);
  const name = FUNCTIONS.find((known) => known === given.toLowerCase());
  if (!name) throw badRequest(`unknown aggregate function "${given.slice(0, 40)}"`);
  if (target === '*') {
    if (name !== 'count') throw badRequest(`${name}(*) is not possible, only count(*) is`);
    return { alias: alias ?? 'count', value: sql`count(*)::int` };
  }
  const own = model.columns.get(target);
  if (!own) throw badRequest(`aggregate of an unknown column "${target.slice(0, 64)}"`);
  const value = valueOf(name, own);
  if (!value) throw badRequest(`${name} cannot be taken of "${own.name}"`);
  return { alias: alias ?? `${name}_${own.name}`, value, isAverage: name === 'avg' };
}

const itemsOf = (text: string | null): string[] => (text ?? '').split(',').filter((item) => item.trim() !== '');

/**
 * What `group_by` and `aggregate` ask for, or null when neither does. Groups without an aggregate are counted.
 * @throws RequestFailure 400 for a function, a column or a term that does not exist
 */
export function groupingOf(model: ReadableModel, parameters: URLSearchParams): Grouping | null {
  const names = itemsOf(parameters.get('group_by')).map((name) => name.trim());
  const given = itemsOf(parameters.get('aggregate'));
  if (names.length === 0 && given.length === 0) return null;
  if (names.length > MAX_GROUP_COLUMNS || given.length > MAX_AGGREGATES) throw badRequest('too many groups or aggregates');
  const columns = [...new Set(names)].map((name) => {
    const own = model.columns.get(name);
    if (!own || !KINDS[own.kind].isSortable) throw badRequest(`cannot group by "${name.slice(0, 64)}"`);
    return own;
  });
  const terms = given.length === 0 ? [{ alias: 'count', value: sql`count(*)::int` }] : given.map((text) => termOf(model, text));
  const taken = new Set(columns.map((own) => own.name));
  for (const { alias } of terms) {
    if (taken.has(alias)) throw badRequest(`"${alias}" would name two columns of the answer`);
    taken.add(alias);
  }
  return { columns, terms };
}

/** One of the answer's columns, by `sortBy`; the groups' own columns otherwise and to break ties. */
function orderOf({ columns, terms }: Grouping, parameters: URLSearchParams): Fragment {
  const sortBy = parameters.get('sortBy') ?? '';
  const names = [...columns.map((own) => own.name), ...terms.map((term) => term.alias)];
  const at = names.indexOf(sortBy);
  const direction = parameters.get('order')?.toLowerCase() === 'asc' ? sql`asc` : sql`desc`;
  const first = at < 0 ? [] : [sql`${sql.raw(String(at + 1))} ${direction} nulls last`];
  const rest = columns.map((_, index) => sql`${sql.raw(String(index + 1))} asc nulls last`);
  const all = [...first, ...rest];
  return all.length === 0 ? sql`` : sql` order by ${join(all)}`;
}

export interface GroupPage {
  limit: number;
  offset: number;
  counted: boolean;
}

/** A page of groups and how many there are, null when nobody asked. */
export async function groups(
  operation: Operation,
  model: ReadableModel,
  grouping: Grouping,
  where: Fragment,
  parameters: URLSearchParams,
  page: GroupPage,
): Promise<{ rows: Row[]; total: number | null }> {
  const keys = grouping.columns.map((own) => column(own.name));
  const list = [...keys, ...grouping.terms.map((term) => sql`${term.value} as ${sql.id(term.alias)}`)];
  const grouped = keys.length === 0 ? sql`` : sql` group by ${join(keys)}`;
  const size = sizeOf(grouping.columns.map(({ name, kind }) => ({ kind, at: column(name) })));
  const groupsOf = sql`from ${from(model)} where ${where}${grouped}`;
  const paging = sql`limit ${page.limit} offset ${page.offset}`;
  const counted = page.counted && keys.length > 0 ? sql`(select 1 ${groupsOf}) as g` : null;
  const { rows: found, total } = await readPage(
    operation,
    pageStatement(join(list), size, sql`${groupsOf}${orderOf(grouping, parameters)} ${paging}`),
    counted,
  );
  if (size !== null && isTooLarge(found))
    // Their order counts the columns of a group, which are not all measured.
    throw tooLargePage(
      await rowsAsCaller(operation, measureStatement(size, sql`${groupsOf} ${paging}`)),
      () => 'ask for fewer groups (per_page)',
    );
  const averages = grouping.terms.filter(({ isAverage }) => isAverage).map(({ alias }) => alias);
  const told = (row: Row): Row => ({ ...row, ...Object.fromEntries(averages.map((name) => [name, wireAverage(row[name])])) });
  // Without a key there is one group.
  return { rows: averages.length === 0 ? found : found.map(told), total: page.counted && keys.length === 0 ? 1 : total };
}

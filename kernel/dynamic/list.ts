import { join, sql, type Fragment } from '../database/sql';
import type { ReadableModel } from '../security/readable';
import { columnNamed } from './extensions';
import { filterConditions } from './filter';
import { groupingOf, groups } from './group';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { isTooLarge, measureStatement, pageStatement, sizeOf, tooLargePage } from './page-bytes';
import { preload } from './preload';
import { column, from, type Row, visible } from './row';
import { selectList } from './select-list';
import { searchCondition, typedText } from './search';
import { readPage } from './totals';

const DEFAULT_PER_PAGE = 15;
const MAX_PER_PAGE = 200;

/** The superset of what the kernel and the runtime name the same things. */
export interface ListMeta {
  total: number;
  page: number;
  per_page: number;
  last_page: number;
  current_page: number;
  from: number;
  to: number;
}

export interface ListAnswer {
  rows: Row[];
  meta: ListMeta;
}

/** A number of a query; the fallback where it makes no sense. */
export function positiveInteger(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,12}$/.test(text) && Number(text) >= 1 ? Number(text) : fallback;
}

/** Everything that narrows a list: tenant, tombstones, filters, search. Shared by list, aggregate, facets and export. */
export function listCondition(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Fragment {
  const search = searchCondition(operation, model, parameters);
  return join(
    [visible(model, operation.principal.organizationId), ...filterConditions(operation, model, parameters), ...(search ? [search] : [])],
    sql` and `,
  );
}

function orderBy(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Fragment {
  const found = columnNamed(operation, model, parameters.get('sortBy') ?? '');
  const direction = parameters.get('order')?.toLowerCase() === 'asc' ? sql`asc` : sql`desc`;
  // The id breaks ties, so that a row never stands on two pages.
  if (found && found.own.kind !== 'json' && found.own.kind !== 'vector') {
    // Only an order that the index has is read from it. What a manifest requires may be missing in rows that are older.
    const isNeverNull = found.owner === model && found.own.declared === null && found.own.notNull;
    return sql`${found.at} ${direction}${isNeverNull ? sql`` : sql` nulls last`}, ${column('id')} ${direction}`;
  }
  return model.columns.has('created_at') ? sql`${column('created_at')} desc, ${column('id')} desc` : sql`${column('id')} desc`;
}

function metaOf(page: number, perPage: number, rows: number, total: number | null): ListMeta {
  const full = rows === perPage;
  const lastPage = total === null ? page + (full ? 1 : 0) : Math.max(1, Math.ceil(total / perPage));
  const first = rows === 0 ? 0 : (page - 1) * perPage + 1;
  return {
    total: total ?? 0,
    page,
    per_page: perPage,
    last_page: lastPage,
    current_page: page,
    from: first,
    to: rows === 0 ? 0 : first + rows - 1,
  };
}

const COUNT_OFF = new Set(['0', 'false', 'no', 'off']);

/**
 * A page of a model's rows, or of its groups (docs/architecture/04, CRUD-LIST). Malformed paging falls back to the defaults.
 * @throws RequestFailure 400 for a grouping that cannot be read
 */
export async function list(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Promise<ListAnswer> {
  const grouping = groupingOf(model, parameters);
  const page = positiveInteger(parameters.get('page'), 1);
  const perPage = Math.min(positiveInteger(parameters.get('per_page'), DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const offset = (page - 1) * perPage;
  const given = parameters.get('fields');
  const fields = given === null || given.trim() === '' ? null : new Set(given.split(',').map((name) => name.trim()));
  const where = listCondition(operation, model, parameters);
  const counted = !COUNT_OFF.has((parameters.get('count') ?? '').toLowerCase());
  if (grouping) {
    const { rows, total } = await groups(operation, model, grouping, where, parameters, { limit: perPage, offset, counted });
    return { rows, meta: metaOf(page, perPage, rows.length, total) };
  }
  const size = sizeOf(
    [...model.columns.values()].flatMap(({ name, kind }) => (fields === null || fields.has(name) ? [{ kind, at: column(name) }] : [])),
  );
  // A constant: of a number it does not know, PostgreSQL thinks that it is a tenth of the table.
  const paging = offset === 0 ? sql`limit ${sql.lit(perPage)}` : sql`limit ${sql.lit(perPage)} offset ${offset}`;
  const rest = sql`from ${from(model)} where ${where} order by ${orderBy(operation, model, parameters)} ${paging}`;
  const statement = pageStatement(selectList(operation, model, fields), size, rest);
  const place = typedText(parameters.get('search') ?? parameters.get('q')) === null ? null : { limit: perPage, offset };
  const { rows, total } = await readPage(operation, statement, counted ? sql`${from(model)} where ${where}` : null, place);
  if (size !== null && isTooLarge(rows)) throw tooLargePage(await rowsAsCaller(operation, measureStatement(size, rest)));
  const complete = await preload(operation, model, rows, parameters.get('with'));
  return { rows: complete, meta: metaOf(page, perPage, rows.length, total) };
}

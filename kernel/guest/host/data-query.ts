/** `data_query({table, where?, limit?, order_by?, order_dir?, aggregate?})`: rows of one table of the organization, or what they add up to; deleted ones left out. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { compile, type Fragment, join, sql } from '../../database/sql';
import { column, from, type Row, typed, visible } from '../../dynamic/row';
import type { DynamicModel, ModelColumn } from '../../installed/model';
import { rowsAsCaller } from '../../operation/operation';
import { ownReading } from '../../security/readable';
import { type Aggregation, aggregationOf } from './data-aggregate';
import { enveloped, type HostFunction, HostRefusal, isObject, requestOf } from './context';
import { columnText, tableName, tableOf, unmarked } from './table';

const DEFAULT_LIMIT = 50;
/** Rows of one answer; a larger limit is taken as this one. */
export const MAX_LIMIT = 200;
/** Values of one `in`. */
export const MAX_IN_VALUES = 200;
const FORBIDDEN_FILTERS: ReadonlySet<string> = new Set(['organization_id', 'deleted_at']);
const OPERATORS: Readonly<Record<string, Fragment>> = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=`, ne: sql`<>` };
const { limits } = HOST_IMPORTS.data_query;

const invalid = (message: string): HostRefusal => new HostRefusal('invalid_request', message);

function columnNamed(model: DynamicModel, name: string): ModelColumn {
  const own = model.columns.get(name);
  if (!own) throw invalid(`"${model.table}" has no column "${name.slice(0, 64)}"`);
  return own;
}

function comparison(model: DynamicModel, own: ModelColumn, operator: string, value: unknown): Fragment {
  if (operator === 'in') {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_IN_VALUES)
      throw invalid(`"in" takes 1 to ${String(MAX_IN_VALUES)} values`);
    return sql`${column(own.name)} in (${join(value.map((one: unknown) => typed(model, own.name, columnText(own, one))))})`;
  }
  const sign = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  const text = columnText(own, value);
  if (!sign || text === null) throw invalid(`"${own.name}" is compared by ${Object.keys(OPERATORS).join(', ')} with a value, or by "in"`);
  return sql`${column(own.name)} ${sign} ${typed(model, own.name, text)}`;
}

function conditions(model: DynamicModel, where: unknown): Fragment[] {
  if (where === undefined || where === null) return [];
  if (!isObject(where)) throw invalid('"where" is no object');
  return Object.keys(where)
    .sort()
    .flatMap((name) => {
      if (FORBIDDEN_FILTERS.has(name)) throw invalid(`"${name}" is the host's to filter by`);
      const own = columnNamed(model, name);
      const value = unmarked(where[name]);
      if (value === null) return [sql`${column(name)} is null`];
      if (isObject(value)) return Object.entries(value).map(([operator, operand]) => comparison(model, own, operator, operand));
      return [sql`${column(name)} = ${typed(model, name, columnText(own, value))}`];
    });
}

function limitOf(limit: unknown): number {
  if (limit === undefined || limit === null || limit === 0) return DEFAULT_LIMIT;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0) throw invalid('"limit" is no count');
  return Math.min(limit, MAX_LIMIT);
}

/** `place` makes of a name what the statement orders by, and refuses one that there is not. */
function order(by: unknown, direction: unknown, place: (name: string) => Fragment): Fragment {
  if (direction !== undefined && direction !== 'asc' && direction !== 'desc') throw invalid('"order_dir" is asc or desc');
  if (by === undefined || by === null || by === '') return sql``;
  if (typeof by !== 'string') throw invalid('"order_by" is no name of a column');
  return sql` order by ${place(by)} ${sql.raw(direction === 'desc' ? 'desc' : 'asc')}`;
}

function groupPlace({ isNamed }: Aggregation, name: string): Fragment {
  if (!isNamed(name))
    throw invalid(`"order_by" is a column that is grouped by or the name of a value, and "${name.slice(0, 64)}" is neither`);
  return sql.id(name);
}

export const dataQuery: HostFunction = (context, [request]) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes, correlated: true }, async () => {
    const asked = requestOf(request, limits.requestBytes);
    const limit = limitOf(asked.limit);
    const model = tableOf(context, tableName(asked.table), 'read', 'data_query');
    const { operation } = context;
    const where = [visible(model, operation.principal.organizationId), ...conditions(model, asked.where)];
    const matching = sql`from ${from(ownReading(model))} where ${join(where, sql` and `)}`;
    if (asked.aggregate !== undefined && asked.aggregate !== null) {
      const aggregation = aggregationOf(model, asked.aggregate);
      const ordered = order(asked.order_by, asked.order_dir, (name) => groupPlace(aggregation, name));
      // One more than is told shows whether there are more.
      const groups = await rowsAsCaller<Row>(
        operation,
        compile(sql`select ${aggregation.columns} ${matching}${aggregation.grouping}${ordered} limit ${limit + 1}`),
      );
      return { rows: groups.slice(0, limit).map(aggregation.told), truncated: groups.length > limit };
    }
    const columns = join([...model.columns.keys()].map((name) => column(name)));
    const ordered = order(asked.order_by, asked.order_dir, (name) => column(columnNamed(model, name).name));
    return { rows: await rowsAsCaller<Row>(operation, compile(sql`select ${columns} ${matching}${ordered} limit ${limit}`)) };
  });

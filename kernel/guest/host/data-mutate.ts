/** `data_mutate({op, table, model, id?, data?, inc?, returning?})`: one row, by the same pipeline as a request's own write. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { compile, join, sql, tableId } from '../../database/sql';
import { column, type Row, ROW, visible } from '../../dynamic/row';
import { create, remove, update } from '../../dynamic/write';
import { get } from '../../dynamic/get';
import { notFound } from '../../failure';
import type { DynamicModel } from '../../installed/model';
import { type Operation, transactWithin } from '../../operation/operation';
import { ownReading, unasked } from '../../security/readable';
import { isNumber } from '../../values/json';
import { isUuid } from '../../values/uuid';
import { enveloped, type HostContext, type HostFunction, HostRefusal, isObject, requestOf } from './context';
import { NAME, tableName, tableOf, unmarked } from './table';

const OPS = ['create', 'update', 'delete'] as const;
type Op = (typeof OPS)[number];
const RESERVED: ReadonlySet<string> = new Set([
  ...['id', 'organization_id', 'created_at', 'updated_at', 'deleted_at', 'created_by_id', 'updated_by_id', 'deleted_by_id'],
]);
const EXTENDED = /^[A-Za-z][\w]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/;
const { limits } = HOST_IMPORTS.data_mutate;
const invalid = (message: string): HostRefusal => new HostRefusal('invalid_request', message);

export interface Mutation {
  op: Op;
  table: string;
  /** As the guest called it; answered in a batch. */
  model: string;
  id: string | null;
  data: Record<string, unknown>;
  inc: Record<string, unknown>;
  returning: boolean;
}

function columnsOf(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw invalid(`"${name}" is no object`);
  return { ...value };
}

/** `data.id` of a new row is its id; the organization may be repeated and not changed. */
function lifted(context: HostContext, op: unknown, request: Record<string, unknown>): { id: unknown; data: Record<string, unknown> } {
  const data = columnsOf(request.data, 'data');
  let { id } = request;
  if (op === 'create' && Object.hasOwn(data, 'id')) {
    id ??= unmarked(data.id);
    delete data.id;
  }
  if (Object.hasOwn(data, 'organization_id')) {
    if (unmarked(data.organization_id) !== context.addon.organizationId)
      throw new HostRefusal('forbidden', 'a row belongs to the organization that the call is for');
    delete data.organization_id;
  }
  return { id, data };
}

/** Checks the structure, before anything is asked of the database. @throws HostRefusal */
export function mutationOf(context: HostContext, request: Record<string, unknown>): Mutation {
  const { id, data } = lifted(context, request.op, request);
  const op = OPS.find((known) => known === request.op);
  if (!op) throw invalid(`"op" is one of ${OPS.join(', ')}`);
  const table = tableName(request.table);
  const inc = columnsOf(request.inc, 'inc');
  for (const name of [...Object.keys(data), ...Object.keys(inc)]) {
    if (RESERVED.has(name)) throw invalid(`"${name}" is the host's to write`);
    if (!NAME.test(name) && !EXTENDED.test(name)) throw invalid(`"${name.slice(0, 64)}" is no name of a column`);
  }
  const increments = Object.keys(inc);
  if (increments.length > 0 && op !== 'update') throw invalid('"inc" goes with an update');
  if (increments.some((name) => !isNumber(inc[name]) || Object.hasOwn(data, name)))
    throw invalid('"inc" adds numbers to columns that "data" does not set');
  if (op !== 'create' && (typeof id !== 'string' || !isUuid(id))) throw invalid('"id" is the uuid of a row');
  if (id !== undefined && id !== null && (typeof id !== 'string' || !isUuid(id))) throw invalid('"id" is no uuid');
  if (op === 'update' && increments.length + Object.keys(data).length === 0) throw invalid('an update has "data", "inc" or both');
  if (op === 'delete' && increments.length + Object.keys(data).length > 0) throw invalid('a delete has neither "data" nor "inc"');
  return {
    op,
    table,
    model: typeof request.model === 'string' && request.model !== '' ? request.model : table,
    id: typeof id === 'string' ? id.toLowerCase() : null,
    data,
    inc,
    returning: request.returning !== false,
  };
}

/** The row without the objects beside its references. */
const plain = (model: DynamicModel, row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => model.columns.has(name) || name.includes('.')));

/** What columns will hold when so much is added to them, exactly; the row is kept from others until the end of the transaction. */
async function increased(
  operation: Operation,
  model: DynamicModel,
  id: string,
  inc: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const names = Object.keys(inc);
  if (names.length === 0) return {};
  const unknown = names.find((name) => !['integer', 'decimal'].includes(model.columns.get(name)?.kind ?? ''));
  if (unknown !== undefined) throw invalid(`"${unknown.slice(0, 64)}" is no column of numbers`);
  const sums = names.map((name) => sql`(${column(name)} + ${String(inc[name])}::text::numeric)::text as ${sql.id(name)}`);
  const { rows } = await transactWithin(operation, (session) =>
    session.run<Row>(
      compile(sql`select ${join(sums)} from ${tableId(model.schema, model.table)} as ${sql.id(ROW)}
        where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)} for update`),
    ),
  );
  const [row] = rows;
  if (!row) throw notFound('record not found');
  return row;
}

/** Does it, in the transaction that the operation is in. */
export async function mutate(
  within: Operation,
  model: DynamicModel,
  mutation: Mutation,
): Promise<{ id: string; before: Row | null; after: Row | null }> {
  const operation = unasked(within);
  const { op, id } = mutation;
  const data = Object.fromEntries(Object.entries(mutation.data).map(([name, value]) => [name, unmarked(value)]));
  const unknown = Object.keys(data).find((name) => NAME.test(name) && !model.columns.has(name));
  if (unknown !== undefined) throw invalid(`"${model.table}" has no column "${unknown}"`);
  if (op === 'create') {
    const row = await create(operation, model, { ...data, ...(id !== null && { id }) });
    return { id: String(row.id), before: null, after: plain(model, row) };
  }
  const at = id ?? '';
  const before = plain(model, await get(operation, ownReading(model), at));
  if (op === 'delete') {
    await remove(operation, model, at, undefined);
    return { id: at, before, after: null };
  }
  const row = await update(operation, model, at, { ...data, ...(await increased(operation, model, at, mutation.inc)) });
  return { id: at, before, after: plain(model, row) };
}

export const dataMutate: HostFunction = (context, [request]) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes, correlated: true }, async () => {
    const mutation = mutationOf(context, requestOf(request, limits.requestBytes));
    const model = tableOf(context, mutation.table, 'write', 'data_mutate');
    const done = await transactWithin(context.operation, (_, within) => mutate(within, model, mutation));
    return mutation.returning ? done : { ...done, after: null };
  });

/** Create, update and delete (docs/architecture/04, CRUD-WRITE). Each is one transaction; listeners hear of it after the commit. */
import type { Session } from '../database/port';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import { conflict, invalidFields, notFound, RequestFailure } from '../failure';
import type { DynamicModel } from './model';
import { asCaller, type Operation, publishChange } from './operation';
import { checkReferences } from './references';
import { column, from, ROW, type Row, selectList, visible } from './row';
import { asFailure } from './sql-failure';
import { bodyObject, createValues, type SqlText, updateValues } from './values';

function refuseReadOnly(model: DynamicModel): void {
  if (model.readOnly) throw new RequestFailure(403, 'core models are read only', { code: 'access_denied', model: model.key });
}

function refuseAppendOnly(model: DynamicModel): void {
  if (model.appendOnly) throw conflict(`${model.key} is append-only: its rows cannot be changed or deleted`, { code: 'append_only' });
}

/** A parameter brought into its column's type by PostgreSQL itself. */
function typed(model: DynamicModel, name: string, value: SqlText): Fragment {
  return sql`${value}::text::${sql.raw(model.columns.get(name)?.sqlType ?? 'text')}`;
}

/** Tenant and author: what the client sent for them was dropped. */
function stamped(operation: Operation, model: DynamicModel, values: Map<string, SqlText>, who: 'created_by_id' | 'updated_by_id'): void {
  if (model.columns.has(who)) values.set(who, operation.principal.userId);
  if (model.columns.has('updated_by_id')) values.set('updated_by_id', operation.principal.userId);
}

/** Runs a write that returns rows and reads them back with their reference objects, in one statement. */
async function writeReturning(operation: Operation, session: Session, model: DynamicModel, write: Fragment): Promise<Row | undefined> {
  const { rows } = await session.run<Row>(
    compile(sql`with written as (${write} returning *) select ${selectList(operation, model, null)} from written as ${sql.id(ROW)}`),
  );
  return rows[0];
}

async function guarded<T>(model: DynamicModel, verb: 'write' | 'delete', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(model, verb, error);
  }
}

/**
 * Creates a row for the caller's organization.
 * @throws RequestFailure 400 no object, 403 core model, 422 by field
 */
export async function create(operation: Operation, model: DynamicModel, body: unknown): Promise<Row> {
  refuseReadOnly(model);
  const { values, errors } = createValues(model, bodyObject(body));
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  if (model.tenantColumn !== null) values.set(model.tenantColumn, operation.principal.organizationId);
  stamped(operation, model, values, 'created_by_id');
  const names = [...values.keys()];
  const target = tableId(model.schema, model.table);
  const insert =
    names.length === 0
      ? sql`insert into ${target} default values`
      : sql`insert into ${target} (${join(names.map((name) => sql.id(name)))}) values (${join(names.map((name) => typed(model, name, values.get(name) ?? null)))})`;
  const row = await guarded(model, 'write', () =>
    asCaller(operation, async (session) => {
      await checkReferences(operation, session, model, values, null);
      const written = await writeReturning(operation, session, model, insert);
      if (!written) throw new RequestFailure(500, 'the row was not written');
      return written;
    }),
  );
  publishChange(operation, model, 'created', String(row.id));
  return row;
}

/** The row as it is, locked until the transaction ends. @throws RequestFailure 404 */
async function lockedRow(operation: Operation, session: Session, model: DynamicModel, id: string): Promise<Row> {
  const columns = join([...model.columns.keys()].map((name) => column(name)));
  const { rows } = await session.run<Row>(
    compile(
      sql`select ${columns} from ${from(model)} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)} for update`,
    ),
  );
  const row = rows[0];
  if (!row) throw notFound('record not found');
  return row;
}

/**
 * Changes what the body names and nothing else.
 * @throws RequestFailure 400 no object, 403 core model, 404, 409 append-only, 422 by field
 */
export async function update(operation: Operation, model: DynamicModel, id: string, body: unknown): Promise<Row> {
  refuseReadOnly(model);
  refuseAppendOnly(model);
  const given = bodyObject(body);
  const row = await guarded(model, 'write', () =>
    asCaller(operation, async (session) => {
      const before = await lockedRow(operation, session, model, id);
      const { values, errors } = updateValues(model, given, before);
      if (Object.keys(errors).length > 0) throw invalidFields(errors);
      await checkReferences(operation, session, model, values, before);
      stamped(operation, model, values, 'updated_by_id');
      const assignments = [...values].map(([name, value]) => sql`${sql.id(name)} = ${typed(model, name, value)}`);
      if (model.columns.has('updated_at')) assignments.push(sql`updated_at = now()`);
      if (assignments.length === 0) return before;
      const written = await writeReturning(
        operation,
        session,
        model,
        sql`update ${tableId(model.schema, model.table)} as ${sql.id(ROW)} set ${join(assignments)} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`,
      );
      if (!written) throw notFound('record not found');
      return written;
    }),
  );
  publishChange(operation, model, 'updated', id);
  return row;
}

/**
 * Marks a row as deleted, or removes it where the table has no `deleted_at`. Children are never touched.
 * @throws RequestFailure 403 core model, 404, 409 append-only or still pointed at
 */
export async function remove(operation: Operation, model: DynamicModel, id: string): Promise<void> {
  refuseReadOnly(model);
  refuseAppendOnly(model);
  const where = sql`${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`;
  const target = tableId(model.schema, model.table);
  const who = model.columns.has('deleted_by_id') ? sql`, deleted_by_id = ${operation.principal.userId}` : sql``;
  await guarded(model, 'delete', () =>
    asCaller(operation, async (session) => {
      const removed = model.softDelete
        ? sql`update ${target} as ${sql.id(ROW)} set deleted_at = now()${who} where ${where} returning id`
        : sql`delete from ${target} as ${sql.id(ROW)} where ${where} returning id`;
      const { rows } = await session.run(compile(removed));
      if (rows.length === 0) throw notFound('record not found');
    }),
  );
  publishChange(operation, model, 'deleted', id);
}

/** Create, update, delete and restore (docs/architecture/04, CRUD-WRITE). Each is one transaction; listeners hear of it after the commit. */
import type { Session } from '../database/port';
import { createPreparedCache, prepare, type Prepared } from '../database/prepared';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import { parking } from '../approvals/park';
import { type Change, recordChanges } from '../events/canonical';
import { type Recorded, tellTrace } from '../events/record';
import { conflict, invalidFields, notFound, RequestFailure } from '../failure';
import { mayRead, ownReading, unasked } from '../security/readable';
import { answerTo } from './answer-to';
import { applyFormulas, checkConstraints, emptyRollups } from './computed';
import { checkCrossRules } from './cross-rules';
import { extensionErrors, type ExtensionInputs, extensionInputs, extensionValues, refuseUngranted, writeExtensions } from './extensions';
import { applyAllFormulas, isComputedByCode } from './formula-handlers';
import { type DynamicModel, versionColumn } from './model';
import { type Operation, publishChange, transact } from './operation';
import { refuseLargeRow } from './page-bytes';
import { checkReferences } from './references';
import { refreshParents, type Touched } from './rollups';
import { column, from, ROW, type Row, typed, visible } from './row';
import { selectList } from './select-list';
import { applySequences } from './sequences';
import { asFailure } from './sql-failure';
import { applyMove } from './stages';
import { bodyObject, createValues, type SqlText, textOf, updateValues } from './values';

function refuseReadOnly(model: DynamicModel): void {
  if (model.readOnly) throw new RequestFailure(403, 'core models are read only', { code: 'access_denied', model: model.key });
}

function refuseAppendOnly(model: DynamicModel): void {
  if (model.appendOnly) throw conflict(`${model.key} is append-only: its rows cannot be changed or deleted`, { code: 'append_only' });
}

/** Tenant and author: what the client sent for them was dropped. */
function stamped(operation: Operation, model: DynamicModel, values: Map<string, SqlText>, who: 'created_by_id' | 'updated_by_id'): void {
  if (model.columns.has(who)) values.set(who, operation.principal.userId);
  if (model.columns.has('updated_by_id')) values.set('updated_by_id', operation.principal.userId);
}

/** Everything of a row: its event tells all of it. What the caller is answered is narrowed at the end (`answerTo`). */
const wholeRow = (operation: Operation, model: DynamicModel): Fragment => selectList(unasked(operation), ownReading(model), null);

/** A write that returns rows and reads them back with their reference objects, in one statement. */
const returning = (operation: Operation, model: DynamicModel, write: Fragment): Fragment =>
  sql`with written as (${write} returning *) select ${wholeRow(operation, model)} from written as ${sql.id(ROW)}`;

async function writeReturning(operation: Operation, session: Session, model: DynamicModel, write: Fragment): Promise<Row | undefined> {
  const { rows } = await session.run<Row>(compile(returning(operation, model, write)));
  return rows[0];
}

/** Of a registry, which is replaced as a whole by every install. */
const remembered = createPreparedCache();

/** The insert of a row with these columns; its values go in their order. */
function insertion(operation: Operation, model: DynamicModel, names: readonly string[]): Prepared {
  const place = `${operation.principal.organizationId}/${model.addonKey}.${model.key}/${names.join()}`;
  return remembered(operation.registry, place, () => {
    const target = tableId(model.schema, model.table);
    return prepare((slot) =>
      returning(
        operation,
        model,
        names.length === 0
          ? sql`insert into ${target} default values`
          : sql`insert into ${target} (${join(names.map((name) => sql.id(name)))}) values (${join(names.map((name, index) => typed(model, name, slot(index))))})`,
      ),
    );
  });
}

async function guarded<T>(operation: Operation, model: DynamicModel, verb: 'write' | 'delete', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(operation, model, verb, error);
  }
}

/** What a write did: the row, what became of it, and the parents that were brought up to date with it. */
export interface Written {
  row: Row;
  change: Change;
  touched: readonly Touched[];
}

/** Tells listeners of committed writes and of what they changed elsewhere. */
export function publishWrites(operation: Operation, written: readonly Written[], recorded: readonly Recorded[]): void {
  for (const { change, touched } of written) {
    publishChange(operation, change);
    for (const parent of touched) publishChange(operation, { ...parent, action: 'updated', before: null, after: null });
  }
  tellTrace(operation.trace, recorded);
  operation.services.left(recorded);
}

/** Runs a write and its event in one transaction, and tells of both when it is committed. */
async function writing(
  operation: Operation,
  model: DynamicModel,
  verb: 'write' | 'delete',
  work: (session: Session) => Promise<Written>,
): Promise<Row> {
  return guarded(operation, model, verb, () =>
    transact(operation, async (session, outbox) => {
      await operation.approved?.settle(session);
      const done = await work(session);
      const recorded = await recordChanges(operation, session, [done.change]);
      outbox.afterCommit(() => publishWrites(operation, [done], recorded));
      return answerTo(operation, model, done.row);
    }),
  );
}

/**
 * The values of a new row, in the order of the pipeline: fields, stamps, formulas, constraints. Needs no database. `anyStage` as in
 * `createValues`.
 * @throws RequestFailure 400 no object, 403 core model or an extension without a grant, 422 by field or constraint
 */
export function newValues(operation: Operation, model: DynamicModel, body: unknown, { anyStage = false } = {}): Map<string, SqlText> {
  refuseReadOnly(model);
  const given = bodyObject(body);
  const extensions = extensionInputs(operation, model, given);
  refuseUngranted(operation, extensions);
  const { values, errors: own } = createValues(model, given, { anyStage });
  const errors = { ...own, ...extensionErrors(extensions) };
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  if (model.tenantColumn !== null) values.set(model.tenantColumn, operation.principal.organizationId);
  stamped(operation, model, values, 'created_by_id');
  const version = versionColumn(model);
  if (version && version.declared?.default === undefined) values.set(version.name, '1');
  emptyRollups(model, values);
  applyFormulas(model, values, null);
  refuseLargeRow(values, null);
  // What functions compute is not known yet: `createIn` runs them, and checks then.
  if (!isComputedByCode(operation, model)) checkConstraints(operation, model, values, null);
  return values;
}

/** The row with what the body says of its extensions, which are written now. */
async function extended(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  row: Row,
  inputs: ExtensionInputs,
  isNew: boolean,
): Promise<Row> {
  if (!(await writeExtensions(operation, session, inputs, row.id as string, isNew))) return row;
  const { rows } = await session.run<Row>(
    compile(sql`select ${wholeRow(operation, model)} from ${from(ownReading(model))} where ${column('id')} = ${row.id}`),
  );
  return rows[0] ?? row;
}

/**
 * Writes a row of `newValues` inside a transaction that is under way.
 * @throws RequestFailure 422 for references, and SqlError for what PostgreSQL refuses
 */
export async function createIn(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
  extensions: ExtensionInputs = new Map(),
): Promise<Written> {
  if (isComputedByCode(operation, model)) {
    await applyAllFormulas(operation, session, model, values, null);
    checkConstraints(operation, model, values, null);
  }
  await checkReferences(operation, session, model, values, null);
  await checkCrossRules(operation, session, model, values, null);
  await applySequences(operation, session, model, values);
  const { rows } = await session.run<Row>(insertion(operation, model, [...values.keys()])([...values.values()]));
  const row = rows[0];
  if (!row) throw new RequestFailure(500, 'the row was not written');
  const complete = await extended(operation, session, model, row, extensions, true);
  const touched = await refreshParents(operation, session, model, [row]);
  return { row: complete, change: { model, action: 'created', id: String(row.id), before: null, after: complete }, touched };
}

/**
 * Creates a row for the caller's organization.
 * @throws RequestFailure 202 when it waits for an approval, 400 no object, 403 core model, 422 by field
 */
export async function create(operation: Operation, model: DynamicModel, body: unknown): Promise<Row> {
  return parking(operation, { kind: 'create', model, id: null, action: '', body }, async () => {
    const values = newValues(operation, model, body);
    return writing(operation, model, 'write', (session) =>
      createIn(operation, session, model, values, extensionInputs(operation, model, bodyObject(body))),
    );
  });
}

/** The row as it is, locked until the transaction ends. @throws RequestFailure 404 */
async function lockedRow(operation: Operation, session: Session, model: DynamicModel, id: string): Promise<Row> {
  const columns = join([...[...model.columns.keys()].map((name) => column(name)), ...extensionValues(unasked(operation), model)]);
  const { rows } = await session.run<Row>(
    compile(
      sql`select ${columns} from ${from(ownReading(model))} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)} for update`,
    ),
  );
  const row = rows[0];
  if (!row) throw notFound('record not found');
  return row;
}

/** Refuses a body that builds on another state of the row than the one that is there. @throws RequestFailure 409, 422 */
function refuseStale(operation: Operation, model: DynamicModel, body: Readonly<Record<string, unknown>>, before: Row): void {
  const own = versionColumn(model);
  const given = own && Object.hasOwn(body, own.name) ? body[own.name] : null;
  if (!own || given === null || given === undefined || given === '') return;
  const version = textOf(own, given);
  if (version === null) throw invalidFields({ [own.name]: [{ code: 'integer' }] });
  const current = before[own.name] ?? 0;
  if (BigInt(version) === BigInt(current as number | string)) return;
  throw conflict('the record was changed in the meantime: load it again and repeat the change', {
    code: 'version_conflict',
    ...(mayRead(operation, model) && { data: { version: current } }),
  });
}

/**
 * Changes what the body names and nothing else.
 * @throws RequestFailure 400 no object, 403 core model, 404, 409 append-only or an older version, 422 by field or stage move
 */
export function update(operation: Operation, model: DynamicModel, id: string, body: unknown): Promise<Row> {
  return parking(operation, { kind: 'update', model, id, action: '', body }, () => change(operation, model, id, body));
}

async function change(operation: Operation, model: DynamicModel, id: string, body: unknown): Promise<Row> {
  refuseReadOnly(model);
  refuseAppendOnly(model);
  const given = bodyObject(body);
  return writing(operation, model, 'write', async (session) => {
    const before = await lockedRow(operation, session, model, id);
    refuseStale(operation, model, given, before);
    const { values, errors } = updateValues(model, given, before);
    if (Object.keys(errors).length > 0) throw invalidFields(errors);
    refuseLargeRow(values, before);
    await applyMove(operation, session, model, values, before);
    await checkReferences(operation, session, model, values, before);
    stamped(operation, model, values, 'updated_by_id');
    if (isComputedByCode(operation, model)) await applyAllFormulas(operation, session, model, values, before);
    else applyFormulas(model, values, before);
    checkConstraints(operation, model, values, before);
    await checkCrossRules(operation, session, model, values, before);
    const assignments = [...values].map(([name, value]) => sql`${sql.id(name)} = ${typed(model, name, value)}`);
    const version = versionColumn(model);
    if (version) assignments.push(sql`${sql.id(version.name)} = coalesce(${column(version.name)}, 0) + 1`);
    if (model.columns.has('updated_at')) assignments.push(sql`updated_at = now()`);
    const change = { model, action: 'updated' as const, id, before };
    if (assignments.length === 0) return { row: before, change: { ...change, after: before }, touched: [] };
    const written = await writeReturning(
      operation,
      session,
      model,
      sql`update ${tableId(model.schema, model.table)} as ${sql.id(ROW)} set ${join(assignments)} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`,
    );
    if (!written) throw notFound('record not found');
    const complete = await extended(operation, session, model, written, extensionInputs(operation, model, given), false);
    return {
      row: complete,
      change: { ...change, after: complete },
      touched: await refreshParents(operation, session, model, [before, written]),
    };
  });
}

/** Refuses an operation whose reason is missing or too short. @throws RequestFailure 422 at `reason` */
export function refuseUnreasoned(model: DynamicModel, reason: unknown): void {
  const text = typeof reason === 'string' ? reason.trim() : '';
  const least = model.declared?.reason_required?.min_length ?? 1;
  if (text === '') throw invalidFields({ reason: [{ code: 'required' }] });
  if (Array.from(text).length < least) throw invalidFields({ reason: [{ code: 'min', params: { min: least, kind: 'length' } }] });
}

/**
 * Marks a row as deleted, or removes it where the table has no `deleted_at`. Children are never touched.
 * @throws RequestFailure 403 core model, 404, 409 append-only or still pointed at, 422 without the reason the model asks for
 */
export async function remove(operation: Operation, model: DynamicModel, id: string, reason: unknown): Promise<void> {
  refuseReadOnly(model);
  if (model.declared?.reason_required?.delete) refuseUnreasoned(model, reason);
  refuseAppendOnly(model);
  const where = sql`${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`;
  const target = tableId(model.schema, model.table);
  const who = model.columns.has('deleted_by_id') ? sql`, deleted_by_id = ${operation.principal.userId}` : sql``;
  const motive = typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined;
  await writing(operation, model, 'delete', async (session) => {
    const removedRow = join([sql`${sql.id(ROW)}.*`, ...extensionValues(unasked(operation), model)]);
    const removed = model.softDelete
      ? sql`update ${target} as ${sql.id(ROW)} set deleted_at = now()${who} where ${where} returning ${removedRow}`
      : sql`delete from ${target} as ${sql.id(ROW)} where ${where} returning ${removedRow}`;
    const { rows } = await session.run<Row>(compile(removed));
    const [row] = rows;
    if (!row) throw notFound('record not found');
    // As it was: a row that could be deleted was not marked before.
    const before = model.softDelete
      ? { ...row, deleted_at: null, ...(model.columns.has('deleted_by_id') && { deleted_by_id: null }) }
      : row;
    const touched = await refreshParents(operation, session, model, rows);
    return { row, change: { model, action: 'deleted', id, before, after: null, reason: motive }, touched };
  });
}

/**
 * Brings a deleted row back.
 * @throws RequestFailure 403 core model, 404 no deleted row of that id, 409 the model keeps none, 422 where a living row took its place
 */
export async function restore(operation: Operation, model: DynamicModel, id: string): Promise<Row> {
  refuseReadOnly(model);
  refuseAppendOnly(model);
  if (!model.softDelete) throw conflict(`${model.key} keeps no deleted records`);
  const assignments = [sql`deleted_at = null`];
  if (model.columns.has('deleted_by_id')) assignments.push(sql`deleted_by_id = null`);
  if (model.columns.has('updated_at')) assignments.push(sql`updated_at = now()`);
  if (model.columns.has('updated_by_id')) assignments.push(sql`updated_by_id = ${operation.principal.userId}`);
  const tenant = model.tenantColumn === null ? sql`` : sql` and ${column(model.tenantColumn)} = ${operation.principal.organizationId}`;
  return writing(operation, model, 'write', async (session) => {
    const restored = await writeReturning(
      operation,
      session,
      model,
      sql`update ${tableId(model.schema, model.table)} as ${sql.id(ROW)} set ${join(assignments)} where ${column('id')} = ${id} and ${column('deleted_at')} is not null${tenant}`,
    );
    if (!restored) throw notFound('no deleted record of that id');
    // What it adds up to with the others may have been taken by now.
    await checkCrossRules(operation, session, model, new Map(), restored, 'restored');
    const touched = await refreshParents(operation, session, model, [restored]);
    return { row: restored, change: { model, action: 'updated', id, before: null, after: restored }, touched };
  });
}

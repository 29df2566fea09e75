/** One row of one model, written inside a transaction that is under way (docs/architecture/04, CRUD-WRITE). Whoever opens the transaction is in write.ts. */
import type { Session } from '../database/port';
import { createTemplateCache, compileTemplate, type StatementTemplate } from '../database/statement-template';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import type { Change } from '../operation/change';
import { conflict, invalidFields, notFound, RequestFailure } from '../failure';
import { ownReading, unasked } from '../security/readable';
import { applyFormulas, checkConstraints, emptyRollups } from './computed';
import { checkCrossRules } from './cross-rules';
import { extensionErrors, type ExtensionInputs, extensionInputs, extensionValues, refuseUngranted, writeExtensions } from './extensions';
import { applyAllFormulas, isComputedByCode } from './formula-handlers';
import { type DynamicModel, lockVersionColumn } from '../installed/model';
import { isDefaulted } from '../installed/plain-default';
import type { Operation } from '../operation/operation';
import { optionErrors } from './option-conditions';
import { refuseLargeRow } from './page-bytes';
import { checkReferences } from './references';
import { refreshParents, type Touched } from './rollups';
import { column, from, ROW, type Row, typed, visible } from './row';
import { selectList } from './select-list';
import { refuseUnfit } from './rules';
import { applyTokens } from './public-tokens';
import { applySequences } from './sequences';
import { bodyObject, createValues, type SqlText } from './values';

export function refuseReadOnly(model: DynamicModel): void {
  if (model.readOnly) throw new RequestFailure(403, 'core models are read only', { code: 'access_denied', model: model.key });
}

export function refuseAppendOnly(model: DynamicModel): void {
  if (model.appendOnly) throw conflict(`${model.key} is append-only: its rows cannot be changed or deleted`, { code: 'append_only' });
}

/** Tenant and author: what the client sent for them was dropped. */
export function stamped(
  operation: Operation,
  model: DynamicModel,
  values: Map<string, SqlText>,
  who: 'created_by_id' | 'updated_by_id',
): void {
  if (model.columns.has(who)) values.set(who, operation.principal.userId);
  if (model.columns.has('updated_by_id')) values.set('updated_by_id', operation.principal.userId);
}

/** Everything of a row: its event tells all of it. What the caller is answered is narrowed at the end (`answerTo`). */
const wholeRow = (operation: Operation, model: DynamicModel): Fragment => selectList(unasked(operation), ownReading(model), null);

/** A write that returns rows and reads them back with their reference objects, in one statement. */
export const returning = (operation: Operation, model: DynamicModel, write: Fragment): Fragment =>
  sql`with written as (${write} returning *) select ${wholeRow(operation, model)} from written as ${sql.id(ROW)}`;

export async function writeReturning(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  write: Fragment,
): Promise<Row | undefined> {
  const { rows } = await session.run<Row>(compile(returning(operation, model, write)));
  return rows[0];
}

/** Of a registry, which is replaced as a whole by every install. */
const remembered = createTemplateCache();

/** The insert of a row with these columns; its values go in their order. */
function insertion(operation: Operation, model: DynamicModel, names: readonly string[]): StatementTemplate {
  const place = `${operation.principal.organizationId}/${model.addonKey}.${model.key}/${names.join()}`;
  return remembered(operation.registry, place, () => {
    const target = tableId(model.schema, model.table);
    return compileTemplate((slot) =>
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

/** What a write did: the row, what became of it, and the parents that were brought up to date with it. */
export interface Written {
  row: Row;
  change: Change;
  touched: readonly Touched[];
}

/** @throws RequestFailure 422 `invalid_option` by field, with the choices that are offered */
export function refuseUnoffered(model: DynamicModel, body: Readonly<Record<string, unknown>>, before: Row | null): void {
  const errors = optionErrors(model, body, before);
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
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
  refuseUnoffered(model, given, null);
  if (model.tenantColumn !== null) values.set(model.tenantColumn, operation.principal.organizationId);
  stamped(operation, model, values, 'created_by_id');
  const version = lockVersionColumn(model);
  if (version && !isDefaulted(version)) values.set(version.name, '1');
  emptyRollups(model, values);
  applyFormulas(model, values, null);
  refuseLargeRow(values, null);
  // What functions compute is not known yet: `createIn` runs them, and checks then.
  if (!isComputedByCode(operation, model)) checkConstraints(operation, model, values, null);
  return values;
}

/** A row as it is now, told whole. */
export async function readBack(operation: Operation, session: Session, model: DynamicModel, id: string): Promise<Row | undefined> {
  const { rows } = await session.run<Row>(
    compile(sql`select ${wholeRow(operation, model)} from ${from(ownReading(model))} where ${column('id')} = ${id}`),
  );
  return rows[0];
}

/** The row with what the body says of its extensions, which are written now. */
export async function extended(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  row: Row,
  inputs: ExtensionInputs,
  isNew: boolean,
): Promise<Row> {
  if (!(await writeExtensions(operation, session, inputs, row.id as string, isNew))) return row;
  return (await readBack(operation, session, model, row.id as string)) ?? row;
}

/**
 * Writes a row of `newValues`, and leaves it to the caller to bring its parents up to date.
 * @throws RequestFailure 422 for references, and SqlError for what PostgreSQL refuses
 */
export async function insertRow(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
  extensions: ExtensionInputs = new Map(),
): Promise<Row> {
  if (isComputedByCode(operation, model)) {
    await applyAllFormulas(operation, session, model, values, null);
    checkConstraints(operation, model, values, null);
  }
  await checkReferences(operation, session, model, values, null);
  await checkCrossRules(operation, session, model, values, null);
  await applySequences(operation, session, model, [values]);
  applyTokens(operation, model, [values]);
  refuseUnfit(model, values);
  const { rows } = await session.run<Row>(insertion(operation, model, [...values.keys()])([...values.values()]));
  const row = rows[0];
  if (!row) throw new RequestFailure(500, 'the row was not written');
  return extended(operation, session, model, row, extensions, true);
}

/** What became of a row that was created. */
export const creationOf = (model: DynamicModel, row: Row): Change => ({
  model,
  action: 'created',
  id: String(row.id),
  before: null,
  after: row,
});

/**
 * Writes a row of `newValues` inside a transaction that is under way, and brings its parents up to date.
 * @throws as `insertRow`
 */
export async function createIn(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
  extensions: ExtensionInputs = new Map(),
): Promise<Written> {
  const row = await insertRow(operation, session, model, values, extensions);
  return { row, change: creationOf(model, row), touched: await refreshParents(operation, session, model, [row]) };
}

/**
 * Marks rows that are `where` as deleted, or removes them where the table has no `deleted_at`; their parents are left to the caller.
 * Answers the rows as they were marked, and what became of each.
 */
export async function removeRows(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  where: Fragment,
  reason: string | undefined,
): Promise<{ row: Row; change: Change }[]> {
  const target = tableId(model.schema, model.table);
  const hasWho = model.columns.has('deleted_by_id');
  const who = hasWho ? sql`, deleted_by_id = ${operation.principal.userId}` : sql``;
  const removedRow = join([sql`${sql.id(ROW)}.*`, ...extensionValues(unasked(operation), model)]);
  const { rows } = await session.run<Row>(
    compile(
      model.softDelete
        ? sql`update ${target} as ${sql.id(ROW)} set deleted_at = now()${who} where ${where} returning ${removedRow}`
        : sql`delete from ${target} as ${sql.id(ROW)} where ${where} returning ${removedRow}`,
    ),
  );
  return rows.map((row) => {
    // As it was: a row that could be deleted was not marked before.
    const before = model.softDelete ? { ...row, deleted_at: null, ...(hasWho && { deleted_by_id: null }) } : row;
    return { row, change: { model, action: 'deleted', id: String(row.id), before, after: null, reason } };
  });
}

/** The row as it is, locked until the transaction ends. @throws RequestFailure 404 */
export async function lockedRow(operation: Operation, session: Session, model: DynamicModel, id: string): Promise<Row> {
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

/** Refuses an operation whose reason is missing or too short. @throws RequestFailure 422 at `reason` */
export function refuseUnreasoned(model: DynamicModel, reason: unknown): void {
  const text = typeof reason === 'string' ? reason.trim() : '';
  const least = model.declared?.reason_required?.min_length ?? 1;
  if (text === '') throw invalidFields({ reason: [{ code: 'required' }] });
  if (Array.from(text).length < least) throw invalidFields({ reason: [{ code: 'min', params: { min: least, kind: 'length' } }] });
}

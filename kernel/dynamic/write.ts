/** Create, update, delete and restore (docs/architecture/04, CRUD-WRITE). Each is one transaction; listeners hear of it after the commit. */
import type { Session } from '../database/port';
import { join, sql, tableId } from '../database/sql';
import { parkUnlessApproved } from '../operation/approval';
import { conflict, invalidFields, notFound } from '../failure';
import { mayRead } from '../security/readable';
import { announce } from './announce';
import { answerTo } from './answer-to';
import { applyFormulas, checkConstraints } from './computed';
import { checkCrossRules } from './cross-rules';
import { type DocumentLines, takeLines, writeLines } from './document-lines';
import { extensionInputs } from './extensions';
import { applyAllFormulas, isComputedByCode } from './formula-handlers';
import { type DynamicModel, lockVersionColumn } from '../installed/model';
import { type Operation, transact } from '../operation/operation';
import { refuseLargeRow } from './page-bytes';
import { checkReferences } from './references';
import { refreshParents, type Touched } from './rollups';
import { column, ROW, type Row, typed, visible } from './row';
import { refuseUnfit } from './rules';
import { checkSources } from './source-checks';
import { asFailure } from './sql-failure';
import { applyMove } from './stages';
import { textOfJson } from '../columns/literal';
import { bodyObject, updateValues } from './values';
import {
  createIn,
  extended,
  lockedRow,
  newValues,
  readBack,
  refuseAppendOnly,
  refuseReadOnly,
  refuseUnoffered,
  refuseUnreasoned,
  removeRows,
  stamped,
  writeReturning,
  type Written,
} from './write-row';

async function guarded<T>(operation: Operation, model: DynamicModel, verb: 'write' | 'delete', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(operation, model, verb, error);
  }
}

/** A row that was written, and the lines that were written with it: what is told of it adds them up, so they are told of first. */
interface WrittenWhole {
  document: Written;
  lines: readonly Written[];
}

/** Runs a write and its events in one transaction, and tells of both when it is committed. `reader` is answered the row. */
async function writing(
  operation: Operation,
  model: DynamicModel,
  verb: 'write' | 'delete',
  work: (session: Session) => Promise<WrittenWhole>,
  reader: Operation = operation,
): Promise<Row> {
  return guarded(operation, model, verb, () =>
    transact(operation, async (session, outbox) => {
      await operation.approved?.settle(session);
      const { document, lines } = await work(session);
      await announce(operation, session, outbox, [...lines, document]);
      return answerTo(reader, model, document.row);
    }),
  );
}

/**
 * Creates a row for the caller's organization, and the lines of a document with it. The answer is what `reader` may read of it: whoever
 * approved it, where that is somebody else.
 * @throws RequestFailure 202 when it waits for an approval, 400 no object, 403 core model, 422 by field; as `writeLines` for lines
 */
export async function create(operation: Operation, model: DynamicModel, body: unknown, reader: Operation = operation): Promise<Row> {
  return parkUnlessApproved(operation, { kind: 'create', model, id: null, action: '', body }, async () => {
    const { header, lines } = takeLines(operation, model, body, null);
    const values = newValues(operation, model, header);
    const work = async (session: Session): Promise<WrittenWhole> => {
      await checkSources(operation, session, model, header, lines, null);
      const written = await createIn(operation, session, model, values, extensionInputs(operation, model, bodyObject(header)));
      return withLines(operation, session, written, lines);
    };
    return writing(operation, model, 'write', work, reader);
  });
}

/** Writes the lines that a document was sent with, and reads the document back with what they add up to. */
async function withLines(operation: Operation, session: Session, document: Written, lines: DocumentLines | null): Promise<WrittenWhole> {
  if (!lines) return { document, lines: [] };
  const { model, id } = document.change;
  const written = await writeLines(operation, session, id, lines);
  const row = (await readBack(operation, session, model, id)) ?? document.row;
  const isDocument = (touched: Touched): boolean => touched.model === model && touched.id === id;
  return {
    document: { ...document, row, change: { ...document.change, after: row } },
    lines: written.map((line) => ({ ...line, touched: line.touched.filter((touched) => !isDocument(touched)) })),
  };
}

/** Refuses a body that builds on another state of the row than the one that is there. @throws RequestFailure 409, 422 */
function refuseStale(reader: Operation, model: DynamicModel, body: Readonly<Record<string, unknown>>, before: Row): void {
  const own = lockVersionColumn(model);
  const given = own && Object.hasOwn(body, own.name) ? body[own.name] : null;
  if (!own || given === null || given === undefined || given === '') return;
  const version = textOfJson(own.kind, given);
  if (version === null) throw invalidFields({ [own.name]: [{ code: 'integer' }] });
  const current = before[own.name] ?? 0;
  if (BigInt(version) === BigInt(current as number | string)) return;
  throw conflict('the record was changed in the meantime: load it again and repeat the change', {
    code: 'version_conflict',
    ...(mayRead(reader, model) && { data: { version: current } }),
  });
}

/**
 * Changes what the body names and nothing else. The answer is what `reader` may read of the row, as in `create`.
 * @throws RequestFailure 400 no object, 403 core model, 404, 409 append-only or an older version, 422 by field or stage move
 */
export function update(operation: Operation, model: DynamicModel, id: string, body: unknown, reader: Operation = operation): Promise<Row> {
  return parkUnlessApproved(operation, { kind: 'update', model, id, action: '', body }, () => change(operation, model, id, body, reader));
}

async function change(operation: Operation, model: DynamicModel, id: string, body: unknown, reader: Operation): Promise<Row> {
  refuseReadOnly(model);
  refuseAppendOnly(model);
  bodyObject(body);
  const work = async (session: Session): Promise<WrittenWhole> => {
    const before = await lockedRow(operation, session, model, id);
    const { header, lines } = takeLines(operation, model, body, before);
    const given = bodyObject(header);
    refuseStale(reader, model, given, before);
    await checkSources(operation, session, model, header, lines, before);
    const { values, errors } = updateValues(model, given, before, mayRead(operation, model));
    if (Object.keys(errors).length > 0) throw invalidFields(errors);
    refuseUnoffered(model, given, before);
    refuseLargeRow(values, before);
    await applyMove(operation, session, model, values, before);
    await checkReferences(operation, session, model, values, before);
    stamped(operation, model, values, 'updated_by_id');
    if (isComputedByCode(operation, model)) await applyAllFormulas(operation, session, model, values, before);
    else applyFormulas(model, values, before);
    checkConstraints(operation, model, values, before);
    await checkCrossRules(operation, session, model, values, before);
    refuseUnfit(model, values, before);
    const assignments = [...values].map(([name, value]) => sql`${sql.id(name)} = ${typed(model, name, value)}`);
    const version = lockVersionColumn(model);
    if (version) assignments.push(sql`${sql.id(version.name)} = coalesce(${column(version.name)}, 0) + 1`);
    if (model.columns.has('updated_at')) assignments.push(sql`updated_at = now()`);
    const change = { model, action: 'updated' as const, id, before };
    const told = (written: Written) => withLines(operation, session, written, lines);
    if (assignments.length === 0) return told({ row: before, change: { ...change, after: before }, touched: [] });
    const written = await writeReturning(
      operation,
      session,
      model,
      sql`update ${tableId(model.schema, model.table)} as ${sql.id(ROW)} set ${join(assignments)} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`,
    );
    if (!written) throw notFound('record not found');
    const complete = await extended(operation, session, model, written, extensionInputs(operation, model, given), false);
    return told({
      row: complete,
      change: { ...change, after: complete },
      touched: await refreshParents(operation, session, model, [before, written]),
    });
  };
  return writing(operation, model, 'write', work, reader);
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
  const motive = typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined;
  await writing(operation, model, 'delete', async (session) => {
    const [removed] = await removeRows(operation, session, model, where, motive);
    if (!removed) throw notFound('record not found');
    return { document: { ...removed, touched: await refreshParents(operation, session, model, [removed.row]) }, lines: [] };
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
    return { document: { row: restored, change: { model, action: 'updated', id, before: null, after: restored }, touched }, lines: [] };
  });
}

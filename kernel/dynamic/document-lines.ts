/**
 * The lines that a document is sent with, written as rows of their own model in the transaction that writes the document
 * (docs/architecture/04, CRUD-LINES). Lines that a JSON column keeps are a value of the document and not looked at here.
 */
import { ApprovalNeeded } from '../operation/approval';
import type { DocumentFormType } from '../../schemas';
import type { Session } from '../database/port';
import { sql } from '../database/sql';
import { badRequest, conflict, invalidFields, RequestFailure } from '../failure';
import { authorize } from '../security/permissions';
import { ownReading, unasked } from '../security/readable';
import { typeOfLines, linesField } from './document-type';
import { extensionInputs } from './extensions';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import { type Relation, relationNamed } from './relations';
import { refreshParents } from './rollups';
import { column, type Row, visible } from './row';
import { asFailure } from './sql-failure';
import type { SqlText } from './values';
import { localeOf } from '../locale';
import { creationOf, insertRow, newValues, refuseAppendOnly, refuseReadOnly, removeRows, type Written } from './write-row';

/** Lines of one document: they are written in one transaction, which others wait for. */
const MAX_LINES = 500;

type Body = Readonly<Record<string, unknown>>;

export interface Line {
  body: Body;
  /** Its place in the list that was sent, from 0. */
  index: number;
  /** Which of the lines that are written it is, from 1. */
  number: number;
}

export interface DocumentLines {
  type: DocumentFormType;
  /** The field of the document's body that they were in. */
  field: string;
  relation: Relation;
  lines: readonly Line[];
  /** Whether the document had lines before. */
  replaces: boolean;
}

/** A heading between lines is shown in the form and kept nowhere. */
const isShownOnly = ({ kind }: Body): boolean => typeof kind === 'string' && kind !== '' && kind !== 'item';

/** @throws RequestFailure 400 for what is no list of objects, 422 for too many */
function readLines(field: string, given: unknown): Line[] {
  const list = given ?? [];
  if (!Array.isArray(list)) throw badRequest(`invalid body: ${field}: expected a list of lines`);
  if (list.length > MAX_LINES) throw invalidFields({ [field]: [{ code: 'max', params: { max: MAX_LINES, kind: 'length' } }] });
  const bodies = list.map((line: unknown, index): Body => {
    if (typeof line === 'object' && line !== null && !Array.isArray(line)) return line as Body;
    throw badRequest(`invalid body: ${field}: line ${String(index + 1)} is not an object`);
  });
  const written = bodies.map((body, index) => ({ body, index })).filter(({ body }) => !isShownOnly(body));
  return written.map((line, at) => ({ ...line, number: at + 1 }));
}

/**
 * Takes a document's body apart: what is said of the document itself, and its lines; null where it names none. `before` is the
 * document as it is, null for a new one.
 * @throws RequestFailure 400 for what is no list of objects, 422 for too many
 */
export function takeLines(
  operation: Operation,
  model: DynamicModel,
  body: unknown,
  before: Row | null,
): { header: unknown; lines: DocumentLines | null } {
  const whole = { header: body, lines: null };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return whole;
  const type = typeOfLines(model, body as Body, before);
  const field = type && linesField(model, type);
  if (type === undefined || field === null || field === undefined || !Object.hasOwn(body, field)) return whole;
  // Which rows are a document's lines is the manifest's word; whether the caller may write them is asked when they are written.
  const relation = relationNamed(unasked(operation), model, field);
  if (typeof relation === 'string' || relation.kind !== 'one_to_many') return whole;
  const { [field]: given, ...header } = body as Body;
  return { header, lines: { type, field, relation, lines: readLines(field, given), replaces: before !== null } };
}

/** What is wrong with a line, as a fault of its document: fields stand under `<field>.<index>.<column>`, a sentence names the line. */
function lineFailure(operation: Operation, { field }: DocumentLines, line: Line | null, failure: unknown): unknown {
  if (!(failure instanceof RequestFailure) || failure instanceof ApprovalNeeded) return failure;
  const { message, errors, ...rest } = failure.body;
  const extra: Partial<typeof rest> = { ...rest };
  delete extra.success;
  const place = line === null ? field : `${field}.${String(line.index)}`;
  if (errors !== undefined) {
    const prefixed = Object.entries(errors).map(([name, list]) => [`${place}.${name}`, list] as const);
    return new RequestFailure(failure.status, message, { ...extra, errors: Object.fromEntries(prefixed) });
  }
  const word = localeOf(operation.language) === 'es' ? 'renglón' : 'line';
  return new RequestFailure(failure.status, `${line === null ? field : `${word} ${String(line.number)}`}: ${message}`, extra);
}

/** Deletes the lines a document had. @throws RequestFailure as a deletion of each would be refused */
async function removeLines(operation: Operation, session: Session, documentId: string, { relation }: DocumentLines) {
  const model = ownReading(relation.model);
  const key = column(relation.column.name);
  const own = relation.column.kind === 'uuid' ? sql`${key} = ${documentId}` : sql`${key}::text = ${documentId}`;
  const where = sql`${own} and ${visible(model, operation.principal.organizationId)} and ${relation.scoped('t')}`;
  const removed = await removeRows(operation, session, model, where, undefined);
  if (removed.length === 0) return removed;
  authorize(operation, model, 'delete');
  if (model.declared?.reason_required?.delete)
    throw conflict(`a line of ${model.key} is deleted with a reason only, so the lines of a document cannot be replaced`);
  refuseAppendOnly(model);
  return removed;
}

/** Ids in the order of the lines. All of them are written at the same instant, and lists go by the id then. */
const idsFor = (lines: readonly Line[]): string[] => lines.map(() => crypto.randomUUID()).sort();

/**
 * Writes the lines of a document in the order they were sent, inside its transaction; those it had are deleted before.
 * @throws RequestFailure 403 without the permission to write lines, 422 at `<field>.<index>.<column>`, and whatever else refuses a
 * line, with its number: nothing of the document is written then
 */
export async function writeLines(operation: Operation, session: Session, documentId: string, posted: DocumentLines): Promise<Written[]> {
  const { relation, lines, replaces } = posted;
  const { model } = relation;
  const attempt = async <T>(line: Line | null, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw lineFailure(operation, posted, line, asFailure(operation, model, line === null ? 'delete' : 'write', error));
    }
  };
  const removed = replaces ? await attempt(null, () => removeLines(operation, session, documentId, posted)) : [];
  const created: { row: Row; change: Written['change'] }[] = [];
  const ids = idsFor(lines);
  if (lines[0])
    await attempt(lines[0], () => {
      refuseReadOnly(model);
      authorize(operation, model, 'create');
    });
  for (const [at, line] of lines.entries()) {
    await attempt(line, async () => {
      const body = { ...line.body, id: ids[at], [relation.column.name]: documentId };
      const values: Map<string, SqlText> = newValues(operation, model, body);
      const row = await insertRow(operation, session, model, values, extensionInputs(operation, model, body));
      created.push({ row, change: creationOf(model, row) });
    });
  }
  const written = [...removed, ...created];
  const rows = written.map(({ row }) => row);
  const touched = rows.length === 0 ? [] : await refreshParents(operation, session, model, rows);
  return written.map((each, at) => ({ ...each, touched: at === written.length - 1 ? touched : [] }));
}

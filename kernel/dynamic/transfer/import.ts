/** Rows from a file, each through the same steps as a form (CRUD-TRANSFER): a bad one is reported and never stops the rest. */
import type { Session } from '../../database/port';
import { KernelError, messageOf } from '../../errors';
import { conflict, invalidFields, RequestFailure } from '../../failure';
import { pause } from '../../pause';
import { cutText } from '../../values/text';
import { isUnasked } from '../../security/permissions';
import { sayKind } from '../../journal/origin';
import type { DynamicModel } from '../../installed/model';
import { extensionInputs } from '../extensions';
import { asCaller, type Operation, transact } from '../../operation/operation';
import { referenceErrors } from '../references';
import { asFailure } from '../sql-failure';
import type { SqlText } from '../values';
import { announce } from '../announce';
import { newValues, type Written } from '../write-row';
import { createAll, type NewRow } from '../write-set';
import { type Candidate, type FileRows, fileRows, resolveLabels } from './candidates';
import { columnLabelOf } from './columns';
import type { FileContent } from './grid';
import { refuseOther, type Run } from './jobs/board';
import type { Job } from './jobs/job';
import { type Failure, noteProgress, noteState, openJob, ownStoredJob } from './jobs/store';
import { cellSentence, inLanguage, type Localized } from './sentences';

/** Rows of one transaction. */
const CHUNK_ROWS = 200;
/** Faults that are listed; the rest is counted. */
const MAX_FAULTS = 1_000;
const SAMPLE_ROWS = 5;
/** Characters of a cell in them. */
const MAX_SAMPLE_CHARS = 1_000;

export interface RowFault {
  row: number;
  /** What the column is called. */
  column?: string;
  /** The column's name. */
  field?: string;
  message: string;
}

/**
 * The values of a row. Cells that hold none are refused with what else is wrong with it.
 * @throws RequestFailure 422 by field
 */
function valuesOf(operation: Operation, model: DynamicModel, { body, faults }: Candidate): Map<string, SqlText> {
  // Whoever looks after the organization brings rows of another system as they stand there.
  const anyStage = isUnasked(operation.principal);
  if (Object.keys(faults).length === 0) return newValues(operation, model, body, { anyStage });
  try {
    newValues(operation, model, body, { anyStage });
  } catch (error) {
    if (error instanceof RequestFailure && error.body.errors) throw invalidFields({ ...error.body.errors, ...faults });
    throw error;
  }
  throw invalidFields(faults);
}

/** A row as a person looks it over. */
const shortened = (body: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([name, text]) => [name, cutText(text, MAX_SAMPLE_CHARS)]));

/** The faults of a refusal, cell by cell where it names them. @throws what is no refusal */
function faultsOf(operation: Operation, model: DynamicModel, row: number, error: unknown): RowFault[] {
  if (!(error instanceof RequestFailure) || error.status >= 500) throw error;
  const { errors } = error.body;
  if (!errors) return [{ row, message: error.message }];
  return Object.entries(errors).flatMap(([name, found]) =>
    found.map((fault) => ({
      row,
      column: columnLabelOf(operation, model, name),
      field: name,
      message: cellSentence(fault, operation.language),
    })),
  );
}

/** A row as a create takes it, with its number in the file. */
interface Ready extends NewRow {
  readonly number: number;
}

/** The rows of a chunk as a create takes them, and what is wrong with the others. */
function newRows(operation: Operation, model: DynamicModel, rows: readonly Candidate[]): { ready: Ready[]; refused: RowFault[][] } {
  const ready: Ready[] = [];
  const refused: RowFault[][] = [];
  for (const row of rows) {
    const { number, body } = row;
    try {
      ready.push({ number, values: valuesOf(operation, model, row), extensions: extensionInputs(operation, model, body) });
    } catch (error) {
      refused.push(faultsOf(operation, model, number, error));
    }
  }
  return { ready, refused };
}

export interface ValidationReport {
  rowCount: number;
  /** Rows without a fault. */
  valid: number;
  skipped: number;
  sample: Record<string, string>[];
  errors: RowFault[];
  errorCount: number;
  /** What is told of the file beside its faults; left out where there is nothing. */
  notes?: readonly string[];
}

/**
 * Says what an import would refuse, without writing. What only the database finds (a taken value) is found by the import.
 * @throws RequestFailure 409 `job_cancelled` when it was asked to stop
 */
export async function validateImport(
  operation: Operation,
  model: DynamicModel,
  content: FileContent,
  { job, isCancelled }: Run,
): Promise<ValidationReport> {
  const rows = await fileRows(operation, model, content);
  Object.assign(job, { total: rows.count, skipped: content.skipped });
  const errors: RowFault[] = [];
  let errorCount = 0;
  for (let at = 0; at < rows.count; at += CHUNK_ROWS) {
    const chunk = rows.slice(at, at + CHUNK_ROWS);
    if (isCancelled()) throw conflict('the check of the file was stopped', { code: 'job_cancelled' });
    await asCaller(operation, async (session) => {
      await resolveLabels(operation, session, model, chunk);
      const { ready, refused } = newRows(operation, model, chunk);
      const references = await referenceErrors(
        operation,
        session,
        model,
        ready.map(({ values }) => values),
      );
      const broken = ready.flatMap(({ number }, index) => {
        const found = references[index] ?? {};
        return Object.keys(found).length > 0 ? [faultsOf(operation, model, number, invalidFields(found))] : [];
      });
      const faults = [...refused, ...broken];
      job.failed += faults.length;
      const told = faults.flat().sort((a, b) => a.row - b.row);
      errorCount += told.length;
      errors.push(...told.slice(0, MAX_FAULTS - errors.length));
    });
    job.processed += chunk.length;
    await pause();
  }
  return {
    rowCount: rows.count,
    valid: rows.count - job.failed,
    skipped: content.skipped,
    sample: rows.slice(0, SAMPLE_ROWS).map(({ body }) => shortened(body)),
    errors,
    errorCount,
    ...(rows.notes.length > 0 && { notes: rows.notes }),
  };
}

export interface ImportReport {
  created: number;
  failed: number;
  skipped: number;
  failures: Failure[];
  /** As in a report of what would be refused. */
  notes?: readonly string[];
}

/** What one chunk came to. */
interface Chunk {
  written: Written[];
  /** Rows that were refused. */
  failed: number;
  faults: RowFault[];
}

/** Writes the rows of a chunk in one transaction, in which `note` writes what it came to. */
async function writeChunk(
  operation: Operation,
  model: DynamicModel,
  rows: readonly Candidate[],
  note: (session: Session, chunk: Chunk) => Promise<void>,
): Promise<Chunk> {
  if ([...model.columns.values()].some((own) => own.ref !== null && own.kind === 'uuid'))
    await asCaller(operation, (session) => resolveLabels(operation, session, model, rows));
  const { ready, refused } = newRows(operation, model, rows);
  const explained = (error: unknown): RequestFailure => {
    const failure = asFailure(operation, model, 'write', error);
    if (failure instanceof RequestFailure) return failure;
    throw error;
  };
  return transact(operation, async (session, outbox) => {
    const outcome = await createAll(operation, session, model, ready, explained);
    const written = [...outcome.written];
    const faults = outcome.refused.map(({ row, failure }) => faultsOf(operation, model, row.number, failure));
    // The events of all rows that were written leave in one statement.
    await announce(operation, session, outbox, written);
    const refusals = [...refused, ...faults];
    const chunk = { written, failed: refusals.length, faults: refusals.flat().sort((a, b) => a.row - b.row) };
    await note(session, chunk);
    return chunk;
  });
}

/** What an import that did not reach the end of its file says of the first row that it left out. */
function leftOut(operation: Operation, job: Job, rows: FileRows): Failure[] {
  const [next] = rows.slice(job.processed, job.processed + 1);
  if (!next) return [];
  const left = rows.count - job.processed;
  const texts: Localized = [
    `the import was stopped here: ${left} ${left === 1 ? 'row was' : 'rows were'} not written`,
    `la importación se detuvo aquí: ${left === 1 ? 'no se escribió 1 fila' : `no se escribieron ${left} filas`}`,
  ];
  return [{ row: next.number, error: inLanguage(texts, operation.language) }];
}

const reportOf = (job: Job, failures: readonly Failure[]): ImportReport => ({
  created: job.created,
  failed: job.failed,
  skipped: job.skipped,
  failures: [...failures],
});

/** The code of what stopped an import. */
const codeOf = (error: unknown): string =>
  (error instanceof RequestFailure ? error.body.code : error instanceof KernelError ? error.code : undefined) ?? 'import_failed';

/** Begins a run, or takes up one that was interrupted. Answers what it refused before, or its whole report where it had ended. */
async function begin(operation: Operation, job: Job): Promise<{ failures: Failure[] } | { report: ImportReport }> {
  const stored = await ownStoredJob(operation, job.id);
  if (!stored) {
    await openJob(operation, job);
    return { failures: [] };
  }
  refuseOther(stored.job, job);
  const { state, processed, created, failed, startedAt } = stored.job;
  Object.assign(job, { processed, created, failed, startedAt });
  if (state === 'done' || state === 'cancelled') {
    Object.assign(job, { state, endedAt: stored.job.endedAt });
    return { report: reportOf(job, stored.failures) };
  }
  await noteState(operation, { ...job, state: 'running', message: null, endedAt: null });
  return { failures: stored.failures };
}

/**
 * Creates the rows of a file, some hundred in each transaction, and notes in the same transaction how far it is. Listeners hear of each
 * chunk after its commit; other requests are answered between chunks. A job that was interrupted goes on where it stopped; one that
 * ended answers what it answered then.
 * @throws RequestFailure 409 `job_taken`; what stops it in the middle, with the report of what was written
 */
export async function importRows(operation: Operation, model: DynamicModel, content: FileContent, run: Run): Promise<ImportReport> {
  const { job } = run;
  sayKind(operation.origin, 'import', `${model.key}: ${job.file.name}`);
  const rows = await fileRows(operation, model, content);
  Object.assign(job, { total: rows.count, skipped: content.skipped });
  const begun = await begin(operation, job);
  if ('report' in begun) return begun.report;
  const { failures } = begun;
  const end = async (state: Job['state'], message: string | null): Promise<void> => {
    Object.assign(job, { state, message, endedAt: new Date(operation.services.clock.now()).toISOString() });
    const rest = leftOut(operation, job, rows);
    failures.push(...rest);
    // What failed may be taken up again, and then nothing was left out.
    await noteState(operation, job, state === 'failed' ? [] : rest);
  };
  try {
    while (job.processed < rows.count && !run.isCancelled()) {
      const chunk = rows.slice(job.processed, job.processed + CHUNK_ROWS);
      let next = job;
      let told: Failure[] = [];
      await writeChunk(operation, model, chunk, async (session, done) => {
        told = done.faults.slice(0, MAX_FAULTS - failures.length).map(({ message, ...fault }) => ({ ...fault, error: message }));
        next = {
          ...job,
          processed: job.processed + chunk.length,
          created: job.created + done.written.length,
          failed: job.failed + done.failed,
        };
        await noteProgress(operation, session, next, told);
      });
      Object.assign(job, next);
      failures.push(...told);
      await pause();
    }
  } catch (error) {
    await end('failed', messageOf(error)).catch((second: unknown) => operation.services.reportError(second));
    throw new RequestFailure(
      error instanceof RequestFailure ? error.status : 500,
      `the import stopped in the middle: ${messageOf(error)}`,
      { code: codeOf(error), data: reportOf(job, failures) },
    );
  }
  await end(job.processed < rows.count ? 'cancelled' : 'done', null);
  return { ...reportOf(job, failures), ...(rows.notes.length > 0 && { notes: rows.notes }) };
}

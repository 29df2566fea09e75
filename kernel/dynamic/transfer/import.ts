/** Rows from a file, each through the same steps as a form (CRUD-TRANSFER): a bad one is reported and never stops the rest. */
import { type Session, SqlError } from '../../database/port';
import { compile, sql } from '../../database/sql';
import { KernelError, messageOf } from '../../errors';
import { conflict, RequestFailure } from '../../failure';
import { pause } from '../../pause';
import { recordChanges } from '../../events/canonical';
import type { Outbox } from '../../operation/outbox';
import { type DynamicModel, type ModelColumn } from '../model';
import { type ExtensionInputs, extensionInputs } from '../extensions';
import { asCaller, isUuid, type Operation, targetNamed, transact, translatorFor } from '../operation';
import { checkReferences } from '../references';
import { column, from, visible } from '../row';
import { asFailure } from '../sql-failure';
import type { SqlText } from '../values';
import { createIn, newValues, publishWrites, type Written } from '../write';
import { columnLabelOf, columnsOfHeadings, extensionFileColumns, importColumns, plain } from './columns';
import { refuseOther, type Run } from './jobs/board';
import type { Job } from './jobs/job';
import { type Failure, noteProgress, noteState, openJob, ownStoredJob } from './jobs/store';
import type { FileContent, FileRow } from './read-file';
import { cellSentence, inLanguage, type Localized } from './sentences';

/** Rows of one transaction. */
const CHUNK_ROWS = 200;
/** Faults that are listed; the rest is counted. */
const MAX_FAULTS = 1_000;
const SAMPLE_ROWS = 5;

export interface RowFault {
  row: number;
  /** What the column is called. */
  column?: string;
  /** The column's name. */
  field?: string;
  message: string;
}

interface Candidate {
  number: number;
  body: Record<string, string>;
}

/** @throws RequestFailure 422 when the file has none of the model's columns */
function candidates(operation: Operation, model: DynamicModel, content: FileContent): Candidate[] {
  const own = columnsOfHeadings(content.headings, importColumns(model), translatorFor(operation, model));
  const added = extensionFileColumns(operation, model, true);
  // The model's own columns come first; a heading that is none of them may be an extension's, by name or by label.
  const columns = content.headings.map((heading, index) => {
    const found = own[index];
    if (found) return { name: found.name, own: found };
    const named = added.find(({ name }) => plain(name) === plain(heading)) ?? added.find(({ label }) => plain(label) === plain(heading));
    return named && { name: named.name, own: named.own };
  });
  if (!columns.some((one) => one !== undefined))
    throw new RequestFailure(422, `none of the file's headings is a column of ${model.key} that a file can fill`);
  const chosen = choiceReader(operation, model);
  return content.rows.map(({ number, cells }: FileRow) => {
    const body: Record<string, string> = {};
    columns.forEach((one, index) => {
      const text = (cells[index] ?? '').trim();
      // An empty cell says nothing: the column's default, or no value.
      if (one && text !== '') body[one.name] ??= chosen(one.own, text);
    });
    return { number, body };
  });
}

/** People write what a choice is called: its label stands for its value. */
function choiceReader(operation: Operation, model: DynamicModel): (own: ModelColumn, text: string) => string {
  const translate = translatorFor(operation, model);
  const named = new Map<ModelColumn, Map<string, string>>();
  return (own, text) => {
    if (text === '' || own.options.length === 0 || own.options.some((option) => option.value === text)) return text;
    let values = named.get(own);
    if (!values) {
      values = new Map(
        own.options.flatMap(({ value, label }) => [value, label, translate(label)].map((name) => [name.toLowerCase(), value])),
      );
      named.set(own, values);
    }
    return values.get(text.toLowerCase()) ?? text;
  };
}

/** References are written by what the row is called too, where only one is called so. */
async function resolveLabels(operation: Operation, session: Session, model: DynamicModel, rows: readonly Candidate[]): Promise<void> {
  for (const own of model.columns.values()) {
    const target = own.ref === null || own.kind !== 'uuid' ? null : targetNamed(operation, model, own.ref);
    const texts = target ? [...new Set(rows.map(({ body }) => body[own.name] ?? '').filter((text) => text !== '' && !isUuid(text)))] : [];
    if (!target || texts.length === 0) continue;
    const label = sql`lower(${column(target.labelColumn)}::text)`;
    const { rows: found } = await session.run<{ label: string; id: string }>(
      compile(
        sql`select ${label} as label, min(${column('id')}::text) as id from ${from(target)} where ${label} = any (${texts.map((text) => text.toLowerCase())}::text[]) and ${visible(target, operation.principal.organizationId)} group by 1 having count(*) = 1`,
      ),
    );
    const ids = new Map(found.map((row) => [row.label, row.id]));
    for (const { body } of rows) {
      const id = ids.get((body[own.name] ?? '').toLowerCase());
      if (id !== undefined) body[own.name] = id;
    }
  }
}

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

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += CHUNK_ROWS) yield items.slice(at, at + CHUNK_ROWS);
}

export interface ValidationReport {
  rowCount: number;
  /** Rows without a fault. */
  valid: number;
  skipped: number;
  sample: Record<string, string>[];
  errors: RowFault[];
  errorCount: number;
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
  const rows = candidates(operation, model, content);
  Object.assign(job, { total: rows.length, skipped: content.skipped });
  const errors: RowFault[] = [];
  let errorCount = 0;
  for (const chunk of chunks(rows)) {
    if (isCancelled()) throw conflict('the check of the file was stopped', { code: 'job_cancelled' });
    await asCaller(operation, async (session) => {
      await resolveLabels(operation, session, model, chunk);
      for (const { number, body } of chunk) {
        try {
          await checkReferences(operation, session, model, newValues(operation, model, body), null);
        } catch (error) {
          const faults = faultsOf(operation, model, number, error);
          errorCount += faults.length;
          job.failed += 1;
          errors.push(...faults.slice(0, MAX_FAULTS - errors.length));
        }
      }
    });
    job.processed += chunk.length;
    await pause();
  }
  return {
    rowCount: rows.length,
    valid: rows.length - job.failed,
    skipped: content.skipped,
    sample: rows.slice(0, SAMPLE_ROWS).map(({ body }) => body),
    errors,
    errorCount,
  };
}

export interface ImportReport {
  created: number;
  failed: number;
  skipped: number;
  failures: Failure[];
}

interface Ready {
  number: number;
  values: Map<string, SqlText>;
  extensions: ExtensionInputs;
}

type Outcome = { written: Written } | { faults: RowFault[] };

/** What one chunk came to. */
interface Chunk {
  written: Written[];
  /** Rows that were refused. */
  failed: number;
  faults: RowFault[];
}

/** Writes one row; a refusal is an outcome, what PostgreSQL says is thrown. */
async function writeOne(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  { number, values, extensions }: Ready,
): Promise<Outcome> {
  try {
    // A copy: counters fill it, and a second try must count anew.
    return { written: await createIn(operation, session, model, new Map(values), extensions) };
  } catch (error) {
    if (error instanceof SqlError) throw error;
    return { faults: faultsOf(operation, model, number, error) };
  }
}

/** The rows of a chunk as a create takes them, and what is wrong with the others. */
async function readyRows(operation: Operation, model: DynamicModel, rows: readonly Candidate[]) {
  if ([...model.columns.values()].some((own) => own.ref !== null && own.kind === 'uuid'))
    await asCaller(operation, (session) => resolveLabels(operation, session, model, rows));
  const ready: Ready[] = [];
  const refused: RowFault[][] = [];
  for (const { number, body } of rows) {
    try {
      ready.push({ number, values: newValues(operation, model, body), extensions: extensionInputs(operation, model, body) });
    } catch (error) {
      refused.push(faultsOf(operation, model, number, error));
    }
  }
  return { ready, refused };
}

/**
 * The rows of a chunk together; where PostgreSQL refuses one of them, once more with each behind a savepoint. `note` writes in the
 * same transaction what the chunk came to.
 */
async function writeChunk(
  operation: Operation,
  model: DynamicModel,
  rows: readonly Candidate[],
  note: (session: Session, chunk: Chunk) => Promise<void>,
): Promise<Chunk> {
  const { ready, refused } = await readyRows(operation, model, rows);
  /** The events of all rows that were written leave in one statement. */
  const recorded = async (session: Session, outbox: Outbox, outcomes: readonly Outcome[]): Promise<Chunk> => {
    const written = outcomes.flatMap((outcome) => ('written' in outcome ? [outcome.written] : []));
    const faults = [...refused, ...outcomes.flatMap((outcome) => ('faults' in outcome ? [outcome.faults] : []))];
    const events = await recordChanges(
      operation,
      session,
      written.map(({ change }) => change),
    );
    outbox.afterCommit(() => publishWrites(operation, written, events));
    const chunk = { written, failed: faults.length, faults: faults.flat().sort((a, b) => a.row - b.row) };
    await note(session, chunk);
    return chunk;
  };
  try {
    return await transact(operation, async (session, outbox) => {
      const outcomes: Outcome[] = [];
      for (const row of ready) outcomes.push(await writeOne(operation, session, model, row));
      return recorded(session, outbox, outcomes);
    });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
  return transact(operation, async (session, outbox) => {
    const outcomes: Outcome[] = [];
    for (const row of ready) {
      try {
        outcomes.push(await session.savepoint(() => writeOne(operation, session, model, row)));
      } catch (error) {
        outcomes.push({ faults: faultsOf(operation, model, row.number, asFailure(model, 'write', error)) });
      }
    }
    return recorded(session, outbox, outcomes);
  });
}

/** What an import that did not reach the end of its file says of the first row that it left out. */
function leftOut(operation: Operation, job: Job, rows: readonly Candidate[]): Failure[] {
  const next = rows[job.processed];
  if (!next) return [];
  const left = rows.length - job.processed;
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
  const rows = candidates(operation, model, content);
  Object.assign(job, { total: rows.length, skipped: content.skipped });
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
    while (job.processed < rows.length && !run.isCancelled()) {
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
  await end(job.processed < rows.length ? 'cancelled' : 'done', null);
  return reportOf(job, failures);
}

/** Rows from a file, each through the same steps as a form (CRUD-TRANSFER): a bad one is reported and never stops the rest. */
import { type Session, SqlError } from '../../database/port';
import { compile, sql } from '../../database/sql';
import { RequestFailure } from '../../failure';
import { recordChanges } from '../../events/canonical';
import type { Recorded } from '../../events/record';
import { type DynamicModel, type ModelColumn } from '../model';
import { type ExtensionInputs, extensionInputs } from '../extensions';
import { holding } from '../holding';
import { asCaller, isUuid, type Operation, targetNamed, translatorFor } from '../operation';
import { checkReferences } from '../references';
import { column, from, visible } from '../row';
import { asFailure } from '../sql-failure';
import type { SqlText } from '../values';
import { createIn, newValues, publishWrites, type Written } from '../write';
import { columnsOfHeadings, extensionFileColumns, importColumns, plain } from './columns';
import type { FileContent, FileRow } from './read-file';
import { cellSentence } from './sentences';

/** Rows of one transaction. */
const CHUNK_ROWS = 200;
/** Faults that are listed; the rest is counted. */
const MAX_FAULTS = 1_000;
const SAMPLE_ROWS = 5;

export interface RowFault {
  row: number;
  column?: string;
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
function faultsOf(operation: Operation, row: number, error: unknown): RowFault[] {
  if (!(error instanceof RequestFailure) || error.status >= 500) throw error;
  const { errors } = error.body;
  if (!errors) return [{ row, message: error.message }];
  return Object.entries(errors).flatMap(([name, found]) =>
    found.map((fault) => ({ row, column: name, message: cellSentence(fault, operation.language) })),
  );
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += CHUNK_ROWS) yield items.slice(at, at + CHUNK_ROWS);
}

export interface ValidationReport {
  rowCount: number;
  skipped: number;
  sample: Record<string, string>[];
  errors: RowFault[];
  errorCount: number;
}

/** Says what an import would refuse, without writing. What only the database finds (a taken value) is found by the import. */
export async function validateImport(operation: Operation, model: DynamicModel, content: FileContent): Promise<ValidationReport> {
  const rows = candidates(operation, model, content);
  const errors: RowFault[] = [];
  let errorCount = 0;
  const report = (faults: readonly RowFault[]) => {
    errorCount += faults.length;
    errors.push(...faults.slice(0, MAX_FAULTS - errors.length));
  };
  for (const chunk of chunks(rows)) {
    await asCaller(operation, async (session) => {
      await resolveLabels(operation, session, model, chunk);
      for (const { number, body } of chunk) {
        try {
          await checkReferences(operation, session, model, newValues(operation, model, body), null);
        } catch (error) {
          report(faultsOf(operation, number, error));
        }
      }
    });
  }
  return {
    rowCount: rows.length,
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
  failures: { row: number; column?: string; error: string }[];
}

interface Ready {
  number: number;
  values: Map<string, SqlText>;
  extensions: ExtensionInputs;
}

interface Chunk {
  outcomes: Outcome[];
  events: Recorded[];
}

type Outcome = { written: Written } | { faults: RowFault[] };

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
    return { faults: faultsOf(operation, number, error) };
  }
}

/** The rows of a chunk together; where PostgreSQL refuses one of them, once more with each behind a savepoint. */
async function writeChunk(operation: Operation, model: DynamicModel, rows: readonly Ready[]): Promise<Chunk> {
  /** The events of all rows that were written leave in one statement. */
  const recorded = async (session: Session, outcomes: Outcome[]): Promise<Chunk> => {
    const changes = outcomes.flatMap((outcome) => ('written' in outcome ? [outcome.written.change] : []));
    return { outcomes, events: await recordChanges(operation, session, changes) };
  };
  try {
    return await holding(operation, async (session) => {
      const outcomes: Outcome[] = [];
      for (const row of rows) outcomes.push(await writeOne(operation, session, model, row));
      return recorded(session, outcomes);
    });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
  return holding(operation, async (session) => {
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      try {
        outcomes.push(await session.savepoint(() => writeOne(operation, session, model, row)));
      } catch (error) {
        outcomes.push({ faults: faultsOf(operation, row.number, asFailure(model, 'write', error)) });
      }
    }
    return recorded(session, outcomes);
  });
}

/** Creates the rows of a file, a few hundred in each transaction. Listeners hear of each chunk after its commit. */
export async function importRows(operation: Operation, model: DynamicModel, content: FileContent): Promise<ImportReport> {
  const rows = candidates(operation, model, content);
  const report: ImportReport = { created: 0, failed: 0, skipped: content.skipped, failures: [] };
  const fail = (faults: readonly RowFault[]) => {
    report.failed += 1;
    for (const { row, column: name, message } of faults) {
      if (report.failures.length < MAX_FAULTS) report.failures.push({ row, ...(name !== undefined && { column: name }), error: message });
    }
  };
  const named = [...model.columns.values()].some((own) => own.ref !== null && own.kind === 'uuid');
  for (const chunk of chunks(rows)) {
    if (named) await asCaller(operation, (session) => resolveLabels(operation, session, model, chunk));
    const ready: Ready[] = [];
    for (const { number, body } of chunk) {
      try {
        ready.push({ number, values: newValues(operation, model, body), extensions: extensionInputs(operation, model, body) });
      } catch (error) {
        fail(faultsOf(operation, number, error));
      }
    }
    if (ready.length === 0) continue;
    const { outcomes, events } = await writeChunk(operation, model, ready);
    const written: Written[] = [];
    for (const outcome of outcomes) {
      if ('faults' in outcome) fail(outcome.faults);
      else written.push(outcome.written);
    }
    report.created += written.length;
    publishWrites(operation, written, events);
  }
  report.failures.sort((a, b) => a.row - b.row);
  return report;
}

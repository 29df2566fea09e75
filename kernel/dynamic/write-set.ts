/**
 * Many new rows of one model, written together: references, counters, rows and what parents keep of them are a statement each for the
 * whole set. What is wrong with a row is what a create would have said of it (docs/architecture/04, CRUD-TRANSFER).
 */
import { type Session, SqlError } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import { invalidFields, RequestFailure } from '../failure';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { ExtensionInputs } from './extensions';
import { isComputedByCode } from './formula-handlers';
import { pointsAtItself, referenceErrors } from './references';
import { refreshParents } from './rollups';
import { type Row, typed } from './row';
import { refuseUnfit } from './rules';
import { applyTokens } from './public-tokens';
import { applySequences } from './sequences';
import type { SqlText } from './values';
import { createIn, creationOf, returning, type Written } from './write-row';

/** A row as `newValues` made it. */
export interface NewRow {
  readonly values: ReadonlyMap<string, SqlText>;
  readonly extensions: ExtensionInputs;
}

/** What became of the rows of a set. */
export interface SetOutcome<R extends NewRow> {
  /** In the order of their rows. */
  written: readonly Written[];
  refused: readonly { row: R; failure: RequestFailure }[];
}

const joinedOutcome = <R extends NewRow>(one: SetOutcome<R>, other: SetOutcome<R>): SetOutcome<R> => ({
  written: [...one.written, ...other.written],
  refused: [...one.refused, ...other.refused],
});

/**
 * Whether rows of a model can be written together. What a function computes, and what is checked against the rows before it in the same
 * set, is done row by row.
 */
function isSettled(operation: Operation, model: DynamicModel, rows: readonly NewRow[]): boolean {
  const looksAround = model.declared?.rules?.some(({ kind }) => kind !== 'unique') ?? false;
  return !looksAround && !isComputedByCode(operation, model) && rows.every(({ extensions }) => extensions.size === 0);
}

/** Rows that have the same columns, as they come. */
function runsOfColumns(rows: readonly Map<string, SqlText>[]): Map<string, SqlText>[][] {
  const runs: Map<string, SqlText>[][] = [];
  let last = '';
  for (const values of rows) {
    const names = [...values.keys()].join();
    const run = runs.at(-1);
    if (run && names === last) run.push(values);
    else runs.push([values]);
    last = names;
  }
  return runs;
}

/** Inserts rows that have the same columns in one statement, and answers them in the same order. */
async function insertRun(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly Map<string, SqlText>[],
): Promise<Row[]> {
  const names = [...(rows[0]?.keys() ?? [])];
  const given = names.map((name) => sql`${rows.map((values) => values.get(name) ?? null)}::text[]`);
  const read = sql`unnest(${join(given)}) with ordinality as v(${join(names.map((_, index) => sql.id(`v${String(index)}`)))}, at)`;
  const selected = join(names.map((name, index) => typed(model, name, sql.id('v', `v${String(index)}`))));
  const write = sql`insert into ${tableId(model.schema, model.table)} (${join(names.map((name) => sql.id(name)))}) select ${selected} from ${read} order by v.at`;
  const { rows: written } = await session.run<Row>(compile(returning(operation, model, write)));
  return written;
}

/**
 * The rows of a set that nothing is wrong with, written together.
 * @throws SqlError for what PostgreSQL refuses, RequestFailure for what only the rows one by one can tell
 */
async function createTogether<R extends NewRow>(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly R[],
): Promise<SetOutcome<R>> {
  const errors = await referenceErrors(
    operation,
    session,
    model,
    rows.map(({ values }) => values),
  );
  const isRight = (index: number): boolean => Object.keys(errors[index] ?? {}).length === 0;
  const refused = rows.flatMap((row, index) => (isRight(index) ? [] : [{ row, failure: invalidFields(errors[index] ?? {}) }]));
  // What it points at may be a row above it, which is not written yet.
  if (refused[0] && pointsAtItself(operation, model)) throw refused[0].failure;
  // Copies: counters fill them, and a second try must count anew.
  const right = rows.flatMap(({ values }, index) => (isRight(index) ? [new Map(values)] : []));
  await applySequences(operation, session, model, right);
  applyTokens(operation, model, right);
  for (const values of right) refuseUnfit(model, values);
  const inserted: Row[] = [];
  for (const run of runsOfColumns(right)) inserted.push(...(await insertRun(operation, session, model, run)));
  if (inserted.length !== right.length) throw new RequestFailure(500, 'a row was not written');
  const touched = await refreshParents(operation, session, model, inserted);
  // Parents are told of once, behind the last of the rows that changed them.
  const written = inserted.map((row, index): Written => ({
    row,
    change: creationOf(model, row),
    touched: index === inserted.length - 1 ? touched : [],
  }));
  return { written, refused };
}

const isRefusal = (error: unknown): error is RequestFailure => error instanceof RequestFailure && error.status < 500;

/** One row, as a create writes it. @throws SqlError for what PostgreSQL refuses */
async function createOne<R extends NewRow>(operation: Operation, session: Session, model: DynamicModel, row: R): Promise<SetOutcome<R>> {
  try {
    return { written: [await createIn(operation, session, model, new Map(row.values), row.extensions)], refused: [] };
  } catch (failure) {
    if (isRefusal(failure)) return { written: [], refused: [{ row, failure }] };
    throw failure;
  }
}

/**
 * Writes new rows in their order, inside a transaction that is under way. Where something in a set is refused, its halves are tried, each
 * behind a savepoint, down to the row that it was; `explained` says what PostgreSQL's refusal of one row comes to.
 * @throws what is no refusal
 */
export async function createAll<R extends NewRow>(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly R[],
  explained: (error: unknown) => RequestFailure,
): Promise<SetOutcome<R>> {
  const [only] = rows;
  if (!only) return { written: [], refused: [] };
  try {
    return await session.savepoint(async () => {
      if (rows.length > 1 && isSettled(operation, model, rows)) return createTogether(operation, session, model, rows);
      let outcome: SetOutcome<R> = { written: [], refused: [] };
      for (const row of rows) outcome = joinedOutcome(outcome, await createOne(operation, session, model, row));
      return outcome;
    });
  } catch (error) {
    if (rows.length === 1) return { written: [], refused: [{ row: only, failure: explained(error) }] };
    if (!(error instanceof SqlError) && !isRefusal(error)) throw error;
  }
  const half = Math.ceil(rows.length / 2);
  return joinedOutcome(
    await createAll(operation, session, model, rows.slice(0, half), explained),
    await createAll(operation, session, model, rows.slice(half), explained),
  );
}

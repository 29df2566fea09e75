/**
 * A statement that an author runs by hand, as the owner of every table or as the role of requests, and the plan that PostgreSQL makes of
 * one (docs/architecture/09, CONSOLE-SQL).
 */
import { loadSqlParser } from '../contract/sql/load';
import { type Result, type Session, SqlError } from '../database/port';
import { RequestFailure } from '../failure';
import { originText } from '../journal/origin';
import type { Operation } from '../operation/operation';
import { parsePlan, type PlanNode } from './plan';
import { judgeStatement, type StatementKind } from './gate';

/** Characters of a statement. */
export const MAX_SQL_CHARS = 64 * 1024;
/** Rows of one answer, and how many there are without a word. */
export const MAX_CONSOLE_ROWS = 10_000;
export const DEFAULT_CONSOLE_ROWS = 500;
/** Characters of all values of one answer. */
const MAX_ANSWER_CHARS = 8 * 1024 * 1024;

/** `owner` sees the rows of every organization, `role` what row-level security shows a request of the asker's. */
export type RunAs = 'owner' | 'role';

export interface Query {
  sql: string;
  as: RunAs;
  limit: number;
}

export interface QueryAnswer {
  kind: StatementKind;
  columns: { name: string; type: number }[];
  /** Each value as PostgreSQL writes it. */
  rows: (string | null)[][];
  /** Rows that were inserted, updated or deleted. */
  affected: number;
  /** There are more rows than these. */
  truncated: boolean;
  milliseconds: number;
}

export interface ExplainAnswer {
  plan: PlanNode;
  planningMs: number | null;
  executionMs: number | null;
}

const refuse = (code: string, message: string, more: Record<string, unknown> = {}): RequestFailure =>
  new RequestFailure(422, message, { code, ...more });

async function judged(sql: string): Promise<StatementKind> {
  if (sql.length > MAX_SQL_CHARS) throw refuse('sql_too_long', `a statement has at most ${String(MAX_SQL_CHARS)} characters`);
  const parse = await loadSqlParser();
  const parsed = parse(sql);
  if (!parsed.ok) throw refuse('sql_syntax', parsed.message, { offset: parsed.offset });
  const verdict = judgeStatement(parsed.tree);
  if (!verdict.ok) throw refuse('sql_refused', verdict.message);
  return verdict.kind;
}

/** Thrown to take back what a plan that was measured has done. */
class TakenBack extends Error {
  constructor(readonly plan: ExplainAnswer | null) {
    super('taken back');
  }
}

/** A transaction as whom the author chose; what PostgreSQL refuses is the author's to read. */
async function transaction<T>(operation: Operation, as: RunAs, work: (session: Session) => Promise<T>): Promise<T> {
  // By hand, once: nothing of it depends on what is installed.
  operation.attempt.pin();
  const { database, principal, origin } = operation;
  try {
    if (as === 'owner') return await operation.services.database.asOwner(work, undefined, originText(origin));
    const { organizationId, userId } = principal;
    return await database.asTenant({ organizationId, userId, origin: originText(origin) }, work);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const { sqlState, detail, hint } = error.fault;
    throw refuse('sql_error', error.message, {
      sql_state: sqlState,
      ...(detail !== undefined && { detail }),
      ...(hint !== undefined && { hint }),
    });
  }
}

type Row = Record<string, unknown>;

const textually = (sql: string) => ({ sql, parameters: [], asTexts: true });

/** Two cursors of one name would be told the columns of the first. */
let cursors = 0;

async function throughCursor(session: Session, sql: string, count: number): Promise<Result<Row>> {
  const cursor = `console_${String((cursors += 1))}`;
  await session.run({ sql: `declare ${cursor} no scroll cursor for ${sql}`, parameters: [] });
  const result = await session.run(textually(`fetch ${String(count)} from ${cursor}`));
  await session.run({ sql: `close ${cursor}`, parameters: [] });
  return result;
}

const namesOf = ({ columns = [] }: Result<Row>): string[] => columns.map(({ name }) => name);

async function read(session: Session, sql: string, limit: number): Promise<{ result: Result<Row>; keys: string[] }> {
  const result = await throughCursor(session, sql, limit + 1);
  const names = namesOf(result);
  if (new Set(names).size === names.length) return { result, keys: names };
  // A row holds its values by their names: columns of one name are asked for by number.
  const keys = names.map((_, index) => `c${String(index)}`);
  return { result: await throughCursor(session, `select * from (${sql}\n) as console (${keys.join(', ')})`, limit + 1), keys };
}

async function write(session: Session, sql: string): Promise<{ result: Result<Row>; keys: string[] }> {
  const result = await session.run(textually(sql));
  const names = namesOf(result);
  if (new Set(names).size < names.length) throw refuse('sql_refused', 'two columns of RETURNING have one name');
  return { result, keys: names };
}

/** Without the semicolon that ends it, and what stands behind that. */
const bare = (sql: string): string => sql.replace(/(?:;\s*)+$/, '');

/** @throws RequestFailure 422 for what may not be run (`sql_refused`), cannot be read (`sql_syntax`) or is refused (`sql_error`) */
export async function runQuery(operation: Operation, { sql, as, limit }: Query): Promise<QueryAnswer> {
  const text = bare(sql);
  const kind = await judged(text);
  const started = performance.now();
  const { result, keys } = await transaction(operation, as, (session) =>
    kind === 'read' ? read(session, text, limit) : write(session, text),
  );
  const milliseconds = performance.now() - started;
  const rows: QueryAnswer['rows'] = [];
  let chars = 0;
  for (const row of result.rows.slice(0, limit)) {
    const values = keys.map((key) => (typeof row[key] === 'string' ? row[key] : null));
    chars += values.reduce((sum, value) => sum + (value?.length ?? 4), 0);
    if (chars > MAX_ANSWER_CHARS) break;
    rows.push(values);
  }
  const columns = (result.columns ?? []).map(({ name, type }) => ({ name, type }));
  const truncated = rows.length < result.rows.length;
  return { kind, columns: columns.length === keys.length ? columns : [], rows, affected: result.affected, truncated, milliseconds };
}

/**
 * The plan of a statement. With `analyze` it is run, measured and taken back.
 * @throws RequestFailure as `runQuery` does
 */
export async function explainQuery(operation: Operation, { sql, as }: Query, analyze: boolean): Promise<ExplainAnswer> {
  const text = bare(sql);
  await judged(text);
  try {
    return await transaction(operation, as, async (session) => {
      const options = analyze ? 'format json, analyze, buffers' : 'format json';
      const { rows } = await session.run<Row>(textually(`explain (${options}) ${text}`));
      const lines = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string');
      throw new TakenBack(parsePlan(lines.join('\n')));
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    if (error.plan === null) throw refuse('sql_error', 'PostgreSQL made no plan');
    return error.plan;
  }
}

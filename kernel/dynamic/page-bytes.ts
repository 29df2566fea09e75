/**
 * How large an answer and a row may be. Rows on a page and bytes in a row are bounded each by itself, and their product would still
 * be gigabytes: so a page is measured inside PostgreSQL, before anything of it leaves, and a row when it is written.
 */
import type { Session, Statement } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { invalidFields, RequestFailure } from '../failure';
import { KINDS, type ColumnKind } from '../columns/kinds';
import { writeJson } from '../values/json';
import { type Operation, rowsAsCaller } from '../operation/operation';
import type { DynamicModel } from '../installed/model';
import { column, type Row } from './row';
import type { SqlText } from './values';

/** Largest answer in JSON. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** Largest row, as JSON: any row can be read alone. */
export const MAX_ROW_BYTES = 16 * 1024 * 1024;

const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MiB`;

export const tooLarge = (what: string, cure: string): RequestFailure =>
  new RequestFailure(422, `${what}; one answer holds ${mib(MAX_ANSWER_BYTES)} at most: ${cure}`, { code: 'answer_too_large' });

/** Added in pairs: in a row of sums each stands inside of the next, and sixteen hundred are deeper than PostgreSQL's stack. */
function sumOf(terms: readonly Fragment[]): Fragment {
  const half = Math.ceil(terms.length / 2);
  return terms.length <= 2 ? join(terms, sql` + `) : sql`(${sumOf(terms.slice(0, half))}) + (${sumOf(terms.slice(half))})`;
}

/** Bytes of a row's values that may be long; null where none of its columns can. */
export function sizeOf(columns: readonly { kind: ColumnKind; at: Fragment }[]): Fragment | null {
  const sizes = columns.flatMap(({ kind, at }) => KINDS[kind].bytes?.(at) ?? []);
  return sizes.length === 0 ? null : sumOf(sizes);
}

/** `sizeOf` of all columns of a model. */
export const sizeOfRow = (model: DynamicModel): Fragment | null =>
  sizeOf([...model.columns.values()].map(({ name, kind }) => ({ kind, at: column(name) })));

const BYTES = ' bytes';
const PAGE = ' page';
const BEFORE = ' before';

/**
 * Reads the rows of `select list rest`, unless they are more than an answer holds. `size` is what `sizeOf` says of a row, `rest` begins
 * with `from` and ends with the page's limit.
 */
export function pageStatement(list: Fragment, size: Fragment | null, rest: Fragment): Statement {
  if (size === null) return compile(sql`select ${list} ${rest}`);
  // The first row comes even where the page is too large, so that an empty page is told from it.
  return compile(sql`select * from (select p.*, sum(${sql.id(BYTES)}) over () as ${sql.id(PAGE)}, row_number() over () as ${sql.id(BEFORE)} from (select ${list}, ${size} as ${sql.id(BYTES)} ${rest}) as p) as q
      where ${sql.id(PAGE)} <= ${sql.lit(MAX_ANSWER_BYTES)} or ${sql.id(BEFORE)} = 1`);
}

/** Whether the rows that `pageStatement` brought stand for a page that is too large. */
export const isCut = (rows: readonly Row[]): boolean => Number(rows[0]?.[PAGE] ?? 0) > MAX_ANSWER_BYTES;

/** As `isCut`; where they do not, what was measured is taken from them. */
export function isTooLarge(rows: readonly Row[]): boolean {
  if (isCut(rows)) return true;
  for (const row of rows) for (const own of [BYTES, BEFORE, PAGE]) Reflect.deleteProperty(row, own);
  return false;
}

/**
 * Reads the rows of `select list rest` as the caller, where they are no more than an answer holds; `rest` as in `pageStatement`.
 * `cure` says what to ask for instead, told how many of the rows would do.
 * @throws RequestFailure 422 `answer_too_large`
 */
export async function readWithin<R extends Row>(
  operation: Operation,
  list: Fragment,
  size: Fragment | null,
  rest: Fragment,
  cure: (fitting: number) => string,
): Promise<R[]> {
  const rows = await rowsAsCaller<R>(operation, pageStatement(list, size, rest));
  if (size !== null && isTooLarge(rows)) throw tooLargePage(await rowsAsCaller(operation, measureStatement(size, rest)), cure);
  return rows;
}

/** Bytes of the rows that are read at once for a file, the first one aside. */
export const MAX_READ_BYTES = 8 * 1024 * 1024;

/**
 * The first rows of `select list rest` that hold so many bytes together, at least one; `isCut` where there are more of them. For what
 * goes on behind the last row.
 */
export async function rowsWithin(
  session: Session,
  list: Fragment,
  size: Fragment | null,
  rest: Fragment,
): Promise<{ rows: Row[]; isCut: boolean }> {
  if (size === null) return { rows: (await session.run<Row>(compile(sql`select ${list} ${rest}`))).rows, isCut: false };
  const { rows } = await session.run<Row>(
    compile(sql`select * from (select p.*, sum(${sql.id(BYTES)}) over (rows unbounded preceding) - ${sql.id(BYTES)} as ${sql.id(BEFORE)}, count(*) over () as ${sql.id(PAGE)}
      from (select ${list}, ${size} as ${sql.id(BYTES)} ${rest}) as p) as q where ${sql.id(BEFORE)} = 0 or ${sql.id(BEFORE)} + ${sql.id(BYTES)} <= ${sql.lit(MAX_READ_BYTES)}`),
  );
  const isCut = rows.length < Number(rows[0]?.[PAGE] ?? 0);
  for (const row of rows) for (const own of [BYTES, BEFORE, PAGE]) Reflect.deleteProperty(row, own);
  return { rows, isCut };
}

/** Measures a page that is too large. */
export function measureStatement(size: Fragment, rest: Fragment): Statement {
  return compile(sql`select count(*)::int as rows, count(*) filter (where running <= ${sql.lit(MAX_ANSWER_BYTES)})::int as fit, coalesce(max(running), 0)::double precision as bytes
      from (select sum(${sql.id(BYTES)}) over (rows unbounded preceding) as running from (select ${size} as ${sql.id(BYTES)} ${rest}) as p) as q`);
}

const fewerRows = (fitting: number): string =>
  `ask for ${fitting} of them (per_page=${fitting}), or for the columns you need (fields=id,…)`;

/** Says how large a page is, by what `measureStatement` answered; `cure` is told how many of its rows would do. */
export function tooLargePage([found]: readonly { rows: number; fit: number; bytes: number }[], cure = fewerRows): RequestFailure {
  const { rows, fit, bytes } = found ?? { rows: 0, fit: 0, bytes: 0 };
  return tooLarge(`these ${String(rows)} rows hold ${mib(bytes)}`, cure(Math.max(fit, 1)));
}

/** Shorter rows are not measured: no column list of the contract makes them long. */
const UNMEASURED_CHARS = 1024 * 1024;

const jsonBytes = (value: unknown): number => new TextEncoder().encode(writeJson(value)).length;

/**
 * Refuses a row that would be too large to be answered; `before` is what it was.
 * @throws RequestFailure 422 at the longest value that is given
 */
export function refuseLargeRow(values: ReadonlyMap<string, SqlText>, before: Row | null): void {
  const given = [...values].reduce((sum, [, value]) => sum + (value?.length ?? 0), 0);
  if (given < UNMEASURED_CHARS) return;
  if (jsonBytes({ ...before, ...Object.fromEntries(values) }) <= MAX_ROW_BYTES) return;
  const [field = 'id'] = [...values].sort(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0))[0] ?? [];
  throw invalidFields({ [field]: [{ code: 'max', params: { max: MAX_ROW_BYTES, kind: 'bytes_of_row' } }] });
}

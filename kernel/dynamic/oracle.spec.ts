/**
 * Generated models and rows, and a page of them compared with what a plain array says. The seed is printed with the
 * result, so that a failure can be run again (`ORACLE_SEED=…`).
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { compile, join, sql, tableId } from '../database/sql';
import { ORGANIZATIONS } from '../database/core-data';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const CASES = 200;
const PAGES_OF_A_MODEL = 10;
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

type Kind = 'text' | 'integer' | 'bigint' | 'numeric(12,2)' | 'boolean' | 'date' | 'timestamptz' | 'uuid';
type Cell = string | number | boolean | null;
type Row = Record<string, Cell>;

interface Shape {
  columns: { name: string; type: Kind; nullable: boolean }[];
  rows: Row[];
}

const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
const VALUES: Record<Kind, fc.Arbitrary<Exclude<Cell, null>>> = {
  text: fc.oneof(
    fc.constantFrom('a', 'A', 'b', 'aB', 'ab%', 'a_b', 'a\\b', 'a:b', 'eq', "it's", 'é', '"q"'),
    fc.string({ minLength: 1, maxLength: 5 }),
  ),
  integer: fc.integer({ min: -3, max: 6 }),
  bigint: fc.integer({ min: -3, max: 6 }).map((n) => n * 3_000_000_000),
  'numeric(12,2)': fc.integer({ min: -200, max: 200 }).map((n) => n / 100),
  boolean: fc.boolean(),
  date: day,
  timestamptz: fc.tuple(day, fc.constantFrom('00:00:00', '12:30:00', '23:59:59')).map(([date, time]) => `${date}T${time}Z`),
  uuid: fc.constantFrom(...[1, 2, 3].map((n) => `d0000000-0000-4000-8000-00000000000${n}`)),
};
const KINDS = Object.keys(VALUES) as Kind[];

const clean = (text: string) =>
  text
    .replace(/\p{Cc}/gu, '')
    .replace(/[\ud800-\udfff]/g, '')
    .trim() || 'x';

const shape: fc.Arbitrary<Shape> = fc
  .array(fc.record({ type: fc.constantFrom(...KINDS), nullable: fc.boolean() }), { minLength: 1, maxLength: 4 })
  .chain((declared) => {
    const columns = declared.map((column, n) => ({ ...column, name: `col_${n}` }));
    const cell = ({ type, nullable }: Shape['columns'][number]) => {
      const value = type === 'text' ? VALUES.text.map((text) => clean(String(text))) : VALUES[type];
      return nullable ? fc.option(value, { nil: null, freq: 4 }) : value;
    };
    const row = fc.record(Object.fromEntries(columns.map((column) => [column.name, cell(column)])));
    return fc.record({ columns: fc.constant(columns), rows: fc.array(row, { minLength: 0, maxLength: 25 }) });
  });

interface Query {
  filters: { column: string; operator: string; operands: Cell[] }[];
  sort: { column: string; asc: boolean } | null;
  page: number;
  perPage: number;
}

function query({ columns }: Shape): fc.Arbitrary<Query> {
  const filter = fc.constantFrom(...columns).chain(({ name, type }) => {
    const value = type === 'text' ? VALUES.text.map((text) => clean(String(text))) : VALUES[type];
    const operators =
      type === 'text'
        ? ['EQ', 'NEQ', 'LIKE', 'ILIKE', 'NULL', 'NOT_NULL', 'GT', 'LTE']
        : ['EQ', 'NEQ', 'IN', 'NOT_IN', 'GT', 'GTE', 'LT', 'NULL', 'NOT_NULL', 'RANGE'];
    return fc.record({
      column: fc.constant(name),
      operator: fc.constantFrom(...operators),
      operands: fc.array(value, { minLength: 2, maxLength: 2 }),
    });
  });
  return fc.record({
    filters: fc.array(filter, { maxLength: 2 }),
    sort: fc.option(fc.record({ column: fc.constantFrom(...columns.map((column) => column.name)), asc: fc.boolean() })),
    page: fc.integer({ min: 1, max: 4 }),
    perPage: fc.integer({ min: 1, max: 10 }),
  });
}

const bytes = new TextEncoder();
/** As PostgreSQL compares under its C collation: texts by their bytes, which is also the order of dates and instants. */
function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' || typeof a === 'boolean') return Number(a) - Number(b);
  const [left, right] = [bytes.encode(String(a)), bytes.encode(String(b))];
  for (let n = 0; n < Math.min(left.length, right.length); n += 1) if (left[n] !== right[n]) return (left[n] ?? 0) - (right[n] ?? 0);
  return left.length - right.length;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function holds(cell: Cell, operator: string, [first = null, second = null]: readonly Cell[]): boolean {
  if (operator === 'NULL') return cell === null;
  if (operator === 'NOT_NULL') return cell !== null;
  if (operator === 'NEQ') return cell === null || compare(cell, first) !== 0;
  if (operator === 'NOT_IN') return cell === null || (compare(cell, first) !== 0 && compare(cell, second) !== 0);
  if (cell === null) return false;
  switch (operator) {
    case 'EQ':
      return compare(cell, first) === 0;
    case 'IN':
      return compare(cell, first) === 0 || compare(cell, second) === 0;
    case 'GT':
      return compare(cell, first) > 0;
    case 'GTE':
      return compare(cell, first) >= 0;
    case 'LT':
      return compare(cell, first) < 0;
    case 'LTE':
      return compare(cell, first) <= 0;
    case 'RANGE':
      return compare(cell, first) >= 0 && compare(cell, second) <= 0;
    case 'LIKE':
      return String(cell).includes(String(first));
    case 'ILIKE':
      return fold(String(cell)).includes(fold(String(first)));
    default:
      throw new Error(operator);
  }
}

/** The page a plain array gives; rows carry their id. */
function oracle(rows: readonly Row[], { filters, sort, page, perPage }: Query): { ids: Cell[]; total: number } {
  const kept = rows.filter((row) => filters.every(({ column, operator, operands }) => holds(row[column] ?? null, operator, operands)));
  const sorted = [...kept].sort((a, b) => {
    const direction = sort?.asc ? 1 : -1;
    const ids = compare(a.id ?? '', b.id ?? '');
    if (!sort) return -ids;
    const [left, right] = [a[sort.column] ?? null, b[sort.column] ?? null];
    if (left === null || right === null) return left === right ? direction * ids : left === null ? 1 : -1;
    return direction * (compare(left, right) || ids);
  });
  return { ids: sorted.slice((page - 1) * perPage, page * perPage).map((row) => row.id ?? null), total: kept.length };
}

function toParameters({ filters, sort, page, perPage }: Query): URLSearchParams {
  const parameters = new URLSearchParams({ page: String(page), per_page: String(perPage) });
  for (const { column, operator, operands } of filters) {
    const [first, second] = operands.map(String);
    const operand = ['IN', 'NOT_IN', 'RANGE'].includes(operator) ? `${first ?? ''},${second ?? ''}` : (first ?? '');
    parameters.append(`f_${column}`, operator.startsWith('N') && operator.endsWith('NULL') ? operator : `${operator}:${operand}`);
  }
  if (sort) {
    parameters.set('sortBy', sort.column);
    parameters.set('order', sort.asc ? 'asc' : 'desc');
  }
  return parameters;
}

/** Installs the model with its rows; answers the rows with their ids. All were written at the same instant. */
async function load({ columns, rows }: Shape): Promise<Row[]> {
  await t.kernel.reset('oracle');
  const declared = columns.map(({ name, type, nullable }): Column => ({ name, type, ...(!nullable && { not_null: true }) }));
  await t.install(manifestWith('oracle', [{ key: 'Thing', table: 'things', columns: declared, audit: false }]));
  const withIds = rows.map((row, n): Row => ({ id: `c0000000-0000-4000-8000-${String((n * 7919) % 100_000).padStart(12, '0')}`, ...row }));
  if (rows.length > 0) {
    const names = ['id', 'organization_id', 'created_at', ...columns.map((column) => column.name)];
    const values = withIds.map((row) => ({ ...row, organization_id: ORGANIZATIONS[0].id, created_at: '2026-01-01' }));
    const table = tableId('addon_oracle', 'things');
    const list = join(names.map((name) => sql.id(name)));
    await t.database.asOwner((session) =>
      session.run(
        compile(
          sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(values)}::jsonb)`,
        ),
      ),
    );
  }
  return withIds;
}

describe('lists', () => {
  it(`are what a plain array says (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        shape.chain((model) =>
          fc.tuple(fc.constant(model), fc.array(query(model), { minLength: PAGES_OF_A_MODEL, maxLength: PAGES_OF_A_MODEL })),
        ),
        async ([model, queries]) => {
          const rows = await load(model);
          for (const one of queries) {
            const { status, body } = await t.call('GET', `/data/things?${toParameters(one).toString()}`);
            const { data, meta } = body as { data: Row[]; meta: { total: number } };
            expect(status).toBe(200);
            const expected = oracle(rows, one);
            expect({ ids: data.map((row) => row.id), total: meta.total }, JSON.stringify(one)).toEqual(expected);
            const byId = new Map(rows.map((row) => [row.id, row]));
            for (const row of data) expect(row).toMatchObject(byId.get(row.id ?? '') ?? {});
          }
        },
      ),
      { seed: SEED, numRuns: CASES / PAGES_OF_A_MODEL },
    );
  });
});

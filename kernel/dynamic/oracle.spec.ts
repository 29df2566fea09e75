/**
 * Generated models and rows, and every question about them compared with what a plain array says: a page, its sums, its
 * groups. Each is asked once more by a stranger, who finds nothing. `npm run fuzz` asks ten times as many.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { compile, join, sql, tableId } from '../database/sql';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { cases } from '../testing/drawn';
import fc from '../testing/property';

const CASES = cases(200, 2000);
const PAGES_OF_A_MODEL = 10;

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

const keptOf = (rows: readonly Row[], { filters }: Query): Row[] =>
  rows.filter((row) => filters.every(({ column, operator, operands }) => holds(row[column] ?? null, operator, operands)));

/** The page a plain array gives; rows carry their id. */
function oracle(rows: readonly Row[], query: Query): { ids: Cell[]; total: number } {
  const { sort, page, perPage } = query;
  const kept = keptOf(rows, query);
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

const NUMBERS: readonly Kind[] = ['integer', 'bigint', 'numeric(12,2)'];
const ORDERED: readonly Kind[] = [...NUMBERS, 'text', 'date', 'timestamptz'];

/** What can be taken together of some rows, by the name it is asked for under. */
function sums(rows: readonly Row[], columns: Shape['columns']): Record<string, Cell> {
  const found: Record<string, Cell> = { all: rows.length };
  for (const { name, type } of columns) {
    const given = rows.map((row) => row[name] ?? null).filter((cell) => cell !== null);
    const ordered = [...given].sort(compare);
    found[`n_${name}`] = given.length;
    // In cents: a sum of doubles would not be exact.
    if (NUMBERS.includes(type)) found[`s_${name}`] = given.reduce<number>((sum, cell) => sum + Math.round(Number(cell) * 100), 0) / 100;
    if (ORDERED.includes(type)) Object.assign(found, { [`l_${name}`]: ordered[0] ?? null, [`h_${name}`]: ordered.at(-1) ?? null });
  }
  return found;
}

function terms(columns: Shape['columns']): string {
  const of = ({ name, type }: Shape['columns'][number]) => [
    `count(${name}):n_${name}`,
    ...(NUMBERS.includes(type) ? [`sum(${name}):s_${name}`] : []),
    ...(ORDERED.includes(type) ? [`min(${name}):l_${name}`, `max(${name}):h_${name}`] : []),
  ];
  return ['count(*):all', ...columns.flatMap(of)].join(',');
}

/** The groups a plain array gives, in their order: upwards, rows without a value last. */
function grouped(rows: readonly Row[], name: string): { key: Cell; all: number }[] {
  const keys = [...new Set(rows.map((row) => row[name] ?? null))];
  keys.sort((a, b) => (a === null ? 1 : b === null ? -1 : compare(a, b)));
  return keys.map((key) => ({ key, all: rows.filter((row) => (row[name] ?? null) === key).length }));
}

/** Installs the model with its rows; answers the rows with their ids. All were written at the same instant. */
async function load({ columns, rows }: Shape): Promise<Row[]> {
  await t.kernel.reset('oracle');
  const declared = columns.map(({ name, type, nullable }): Column => ({ name, type, ...(!nullable && { not_null: true }) }));
  const manifest = manifestWith('oracle', [{ key: 'Thing', table: 'things', columns: declared, audit: false }]);
  for (const { id } of ORGANIZATIONS) await t.install(manifest, { organizationId: id });
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

interface Answered {
  data: Row[];
  meta: { total: number };
}

/** Asks as the owner, and as a stranger, who is answered in the same way and with nothing. */
async function ask(parameters: URLSearchParams, nothing: Answered['data']): Promise<Answered> {
  const url = `/data/things?${parameters.toString()}`;
  const { status, body } = await t.call('GET', url);
  expect(status, url).toBe(200);
  const stranger = await t.call('GET', url, undefined, OTHER_PRINCIPAL);
  expect([stranger.status, (stranger.body as Answered).data], url).toEqual([200, nothing]);
  return body as Answered;
}

/** The sums and the groups of the rows a query keeps. */
async function compareSums({ columns }: Shape, rows: readonly Row[], one: Query): Promise<void> {
  const filters = toParameters({ ...one, sort: null, page: 1, perPage: 200 });
  const kept = keptOf(rows, one);
  const summed = new URLSearchParams([...filters, ['aggregate', terms(columns)]]);
  expect((await ask(summed, [sums([], columns)])).data, JSON.stringify(one)).toEqual([sums(kept, columns)]);
  const [{ name } = { name: 'id' }] = columns;
  const groups = grouped(kept, name);
  const { data, meta } = await ask(new URLSearchParams([...filters, ['group_by', name], ['aggregate', 'count(*):all']]), []);
  expect({ groups: data.map((row) => ({ key: row[name] ?? null, all: row.all })), total: meta.total }, JSON.stringify(one)).toEqual({ groups, total: groups.length }); // prettier-ignore
}

describe('lists', () => {
  it('are what a plain array says', async () => {
    await fc.assert(
      fc.asyncProperty(
        shape.chain((model) =>
          fc.tuple(fc.constant(model), fc.array(query(model), { minLength: PAGES_OF_A_MODEL, maxLength: PAGES_OF_A_MODEL })),
        ),
        async ([model, queries]) => {
          const rows = await load(model);
          for (const one of queries) {
            const { data, meta } = await ask(toParameters(one), []);
            const expected = oracle(rows, one);
            expect({ ids: data.map((row) => row.id), total: meta.total }, JSON.stringify(one)).toEqual(expected);
            const byId = new Map(rows.map((row) => [row.id, row]));
            for (const row of data) expect(row).toMatchObject(byId.get(row.id ?? '') ?? {});
            await compareSums(model, rows, one);
          }
        },
      ),
      { numRuns: CASES / PAGES_OF_A_MODEL },
    );
  }, 1_200_000);
});

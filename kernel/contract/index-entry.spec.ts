import { afterAll, beforeAll, expect, it } from 'vitest';
import { SqlError, type Database } from '../database/port';
import { openTestDatabase } from '../testing/kernel';
import fc from '../testing/property';
import { columnTypeOf } from '../columns/column-type';
import { isTooWide } from './index-entry';

/** The shortest value of each type. */
const SHORTEST: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  bigint: '0',
  integer: '0',
  date: `'2026-01-31'`,
  timestamptz: 'now()',
  boolean: 'false',
  text: `''`,
  'numeric(9,2)': '0',
};

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const column = fc.record({ type: fc.constantFrom(...Object.keys(SHORTEST)), notNull: fc.boolean() });
const vector = fc.integer({ min: 640, max: 675 }).map((length) => ({ type: `vector(${String(length)})`, notNull: false }));

const valueOf = (type: string): string =>
  SHORTEST[type] ??
  `'[${Array(columnTypeOf(type)?.length ?? 0)
    .fill('1')
    .join()}]'`;

/** Whether PostgreSQL takes a row into the index. */
async function isTaken(columns: readonly { type: string; notNull: boolean }[], values: readonly string[]): Promise<boolean> {
  const names = columns.map((_, at) => `c${String(at)}`);
  const defined = columns.map(({ type, notNull }, at) => `c${String(at)} ${type}${notNull ? ' not null' : ''}`);
  try {
    await database.asOwner(async (session) => {
      await session.script(`create temp table entry (${defined.join()}) on commit drop; create index on entry (${names.join()})`);
      await session.script(`insert into entry values (${values.join()})`);
    });
    return true;
  } catch (error) {
    if (error instanceof SqlError && error.message.startsWith('index row size')) return false;
    throw error;
  }
}

it('an index is too wide exactly where PostgreSQL takes no row with its vectors', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(column, { maxLength: 5 }), vector, fc.array(column, { maxLength: 2 }), async (before, one, after) => {
      const columns = [...before, one, ...after];
      const full = await isTaken(
        columns,
        columns.map(({ type }) => valueOf(type)),
      );
      const sparse = await isTaken(
        columns,
        columns.map(({ type, notNull }) => (notNull || type === one.type ? valueOf(type) : 'null')),
      );
      const typed = columns.map(({ type, notNull }) => ({ type: columnTypeOf(type), notNull }));
      expect(isTooWide(typed)).toBe(!full && !sparse);
    }),
    { numRuns: 60 },
  );
});

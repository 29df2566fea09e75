/** `db_query` and `db_exec`, asked by a module in a thread: what they answer, each code, each limit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability } from '../../../schemas';
import { transactWithin } from '../../operation/operation';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import { type Envelope, type HostCalls, hostCalls, invocationFor } from '../../testing/host-calls';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../../testing/kernel';
import type { Operation } from '../../operation/operation';

const MANIFEST = manifestWith(
  'shop',
  [
    {
      key: 'Item',
      table: 'items',
      columns: [
        { name: 'name', type: 'text', not_null: true },
        { name: 'stock', type: 'integer' },
        { name: 'price', type: 'numeric' },
        { name: 'extra', type: 'json' },
        { name: 'due', type: 'date' },
      ],
    },
  ],
  {
    capabilities: [
      { kind: 'db:read', target: 'public.users' },
      { kind: 'db:read', target: 'addon_stock.*' },
    ] as Capability[],
  },
);
const STOCK = manifestWith('stock', [{ key: 'Bin', table: 'bins', columns: [{ name: 'place', type: 'text' }] }]);

let t: TestKernel;
let calls: HostCalls;
const invocation = invocationFor('shop');
const ORG = DEFAULT_PRINCIPAL.organizationId;

beforeAll(async () => {
  t = await openTestKernel();
  for (const organizationId of [ORG, OTHER_PRINCIPAL.organizationId]) {
    await t.install(MANIFEST, { organizationId });
    await t.install(STOCK, { organizationId });
  }
  calls = hostCalls(t, invocation);
});
afterAll(async () => {
  calls.end();
  await t.database.close();
});

const db = async (name: 'db_query' | 'db_exec', sql: string | Uint8Array, args: unknown = [], within?: Operation): Promise<Envelope> =>
  JSON.parse(await calls.answered(name, [sql, typeof args === 'string' ? args : JSON.stringify(args)], within)) as Envelope;
const query = (sql: string | Uint8Array, args?: unknown, within?: Operation) => db('db_query', sql, args, within);
const exec = (sql: string | Uint8Array, args?: unknown, within?: Operation) => db('db_exec', sql, args, within);
const insert = (name: string, within?: Operation) =>
  exec('insert into items (organization_id, name) values ($1, $2)', [{ $uuid: ORG }, name], within);
const namesLike = async (pattern: string): Promise<unknown[]> =>
  (await query('select name from items where name like $1 order by name', [pattern])).data.rows.map(({ name }) => name);

describe('db_query', () => {
  it('answers rows, their count and columns, and its own meta', async () => {
    expect(await query('SELECT 1 AS one, $1::text AS two;', ['b'])).toEqual({
      success: true,
      data: {
        rows: [{ one: 1, two: 'b' }],
        rowCount: 1,
        columns: [
          { name: 'one', type: 'INT4' },
          { name: 'two', type: 'TEXT' },
        ],
      },
      meta: { schema: 'addon_shop', durationMs: expect.any(Number) as number, truncated: false },
    });
  });

  it('tells columns where there are no rows', async () => {
    const { data } = await query('select name, stock from items where false');
    expect(data).toEqual({
      rows: [],
      rowCount: 0,
      columns: [
        { name: 'name', type: 'TEXT' },
        { name: 'stock', type: 'INT4' },
      ],
    });
  });

  it.each<[string, unknown]>([
    ['true', true],
    ['null', null],
    ['9007199254740991::int8', 9007199254740991],
    ['1.50::numeric(18,4)', '1.5000'],
    ['0.5::float8', 0.5],
    [`'{"b":1,"a":[2]}'::jsonb`, '{"a": [2], "b": 1}'],
    [`'2026-02-03'::date`, '2026-02-03T00:00:00Z'],
    [`'2026-02-03 04:05:06.120+02'::timestamptz`, '2026-02-03T02:05:06.12Z'],
    [`'2026-02-03 04:05:06'::timestamp`, '2026-02-03T04:05:06Z'],
    [`'\\x6869'::bytea`, 'hi'],
    [`array[1,2]`, '{1,2}'],
    [`'00000000-0000-4000-8000-00000000abcd'::uuid`, '00000000-0000-4000-8000-00000000abcd'],
  ])('tells %s as hosts do', async (expression, value) =>
    expect((await query(`select ${expression} as v`)).data.rows).toEqual([{ v: value }]),
  );

  it('keeps every digit of a big number', async () => {
    expect(await calls.answered('db_query', ['select 9223372036854775807::int8 as v', '[]'])).toContain('{"v":9223372036854775807}');
  });

  it.each<[string, string, unknown, unknown]>([
    ['a text', '$1::text', 'it’s', 'it’s'],
    ['null', '$1::text', null, null],
    ['a boolean', '$1::bool', true, true],
    ['an integer', '$1::int8', 12, 12],
    ['a fraction', '$1::float8', 0.25, 0.25],
    ['a uuid', '$1::uuid', { $uuid: ORG }, ORG],
    ['an instant', '$1::timestamptz', { $ts: '2026-02-03T04:05:06+02:00' }, '2026-02-03T02:05:06Z'],
    ['bytes', 'encode($1::bytea, $2)', { $bytes: 'aGk=' }, '6869'],
  ])('takes %s as an argument', async (_, expression, argument, value) => {
    const args = expression.includes('$2') ? [argument, 'hex'] : [argument];
    expect((await query(`select ${expression} as v`, args)).data.rows).toEqual([{ v: value }]);
  });

  it('finds tables bare, by the schema of the addon, and by what is declared', async () => {
    await insert('found');
    await t.query(`insert into addon_stock.bins (organization_id, place) values ($1, 'here')`, [ORG]);
    for (const table of ['items', 'addon_shop.items', '"addon_shop"."items"'])
      expect((await query(`select name from ${table} where name = 'found'`)).data.rows).toEqual([{ name: 'found' }]);
    expect((await query('select place from addon_stock.bins')).data.rows).toEqual([{ place: 'here' }]);
    expect((await query('select count(*) as n from users')).data.rows[0]?.n).toBeGreaterThan(0);
  });

  it('knows its CTEs from tables', async () => {
    const sql = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3), organizations as (select max(i) as top from n)
      select top from organizations`;
    expect((await query(sql)).data.rows).toEqual([{ top: 3 }]);
  });

  it.each<[string, string | Uint8Array, unknown, string]>([
    ['what is no UTF-8', Uint8Array.of(0xff), [], 'invalid_sql'],
    ['more than 16 KiB', `select '${'x'.repeat(16 * 1024)}'`, [], 'invalid_sql'],
    ['nothing', '', [], 'invalid_sql'],
    ['what cannot be parsed', 'select from where', [], 'invalid_sql'],
    ['two statements', 'select 1; select 2', [], 'invalid_sql'],
    ['a change', 'delete from items', [], 'invalid_sql'],
    ['a change in a CTE', 'with gone as (delete from items returning *) select * from gone', [], 'invalid_sql'],
    ['a word of DDL', 'select 1 as drop', [], 'invalid_sql'],
    ['a lock', 'select * from items for share', [], 'invalid_sql'],
    ['a catalogue', 'select * from pg_class', [], 'invalid_sql'],
    ['a function that runs SQL', `select query_to_xml('select 1', true, true, '')`, [], 'invalid_sql'],
    ['arguments that are no JSON', 'select $1::text', '{', 'arg_decode'],
    ['arguments that are no list', 'select $1::text', {}, 'arg_decode'],
    ['an object as an argument', 'select $1::text', [{ a: 1 }], 'arg_decode'],
    ['a list as an argument', 'select $1::text', [[1]], 'arg_decode'],
    ['a uuid that is none', 'select $1::uuid', [{ $uuid: 'x' }], 'arg_decode'],
    ['an instant that is none', 'select $1::timestamptz', [{ $ts: '2026-02-30' }], 'arg_decode'],
    ['bytes that are none', 'select $1::bytea', [{ $bytes: '*' }], 'arg_decode'],
    ['more than 64 arguments', 'select 1', Array.from({ length: 65 }, () => 1), 'arg_decode'],
    ['a table of another addon', 'select * from addon_other.things', [], 'forbidden'],
    ['a table of the core that is not declared', 'select * from public.branches', [], 'forbidden'],
    ['such a table without its schema', 'select * from branches', [], 'forbidden'],
    ['the host’s own books', 'select * from metacore.installations', [], 'forbidden'],
    ['too few arguments', 'select $1::text, $2::text', ['a'], 'arg_count_mismatch'],
    ['too many arguments', 'select $1::text', ['a', 'b'], 'arg_count_mismatch'],
    ['more than 10,000 rows', 'select generate_series(1, 10001)', [], 'row_limit_exceeded'],
    ['an answer of more than 8 MiB', `select repeat('x', 8388608) as v`, [], 'db_error'],
    ['a column that is none', 'select nothing from items', [], 'db_error'],
    ['a division by zero', 'select 1 / 0', [], 'db_error'],
  ])('refuses %s', async (_, sql, args, code) => {
    const { success, error, meta } = await query(sql, args);
    expect([success, error.code, error.message_key]).toEqual([false, code, `wasm.host.error.${code}`]);
    expect(meta).toEqual({ schema: 'addon_shop', durationMs: expect.any(Number) as number });
  });

  it('answers 10,000 rows', async () => expect((await query('select generate_series(1, 10000) as i')).data.rowCount).toBe(10_000));

  it('asks for what is undeclared in shadow mode, and is answered', async () => {
    t.kernel.enforce('shadow');
    expect((await query('select count(*) from public.branches')).success).toBe(true);
    expect((await query('select * from metacore.installations')).error.code).toBe('forbidden');
    t.kernel.enforce('enforce');
  });
});

describe('db_exec', () => {
  it('changes rows, and answers how many, with those that it returns', async () => {
    expect((await insert('made')).data).toEqual({ rowsAffected: 1 });
    expect((await exec(`update items set stock = 2 where name = 'made' returning name, stock`)).data).toEqual({
      rowsAffected: 1,
      rows: [{ name: 'made', stock: 2 }],
      columns: [
        { name: 'name', type: 'TEXT' },
        { name: 'stock', type: 'INT4' },
      ],
    });
    const merge = `merge into items using (select 'made' as name) as m on items.name = m.name when matched then update set stock = 3`;
    expect((await exec(merge)).data).toEqual({ rowsAffected: 1 });
    expect((await exec(`with one as (select 'made' as name) delete from items using one where items.name = one.name`)).data).toEqual({
      rowsAffected: 1,
    });
  });

  it('tells what it answers in its meta alone', async () => {
    expect((await exec('delete from items where false')).meta).toEqual({ schema: 'addon_shop', durationMs: expect.any(Number) as number });
  });

  it.each<[string, string, unknown, string]>([
    ['a query', 'select 1', [], 'invalid_sql'],
    ['a query with a CTE', 'with a as (select 1) select * from a', [], 'invalid_sql'],
    ['two statements', 'delete from items; delete from items', [], 'invalid_sql'],
    ['DDL', 'drop table items', [], 'invalid_sql'],
    ['an upsert, as hosts do', `insert into items (name) values ('a') on conflict do nothing`, [], 'invalid_sql'],
    ['arguments that are no list', 'delete from items', '1', 'arg_decode'],
    ['a table that only reading was declared for', `insert into addon_stock.bins (place) values ('x')`, [], 'forbidden'],
    ['a table of another addon', 'delete from addon_other.things', [], 'forbidden'],
    [
      'a row of another organization',
      `insert into items (organization_id, name) values ('${OTHER_PRINCIPAL.organizationId}', 'x')`,
      [],
      'forbidden',
    ],
    ['too few arguments', 'delete from items where name = $1', [], 'arg_count_mismatch'],
    ['a row without what it needs', `insert into items (organization_id) values ('${ORG}')`, [], 'constraint_violation'],
    [
      'what returns more than 8 MiB',
      `insert into items (organization_id, name) values ('${ORG}', 'wide') returning repeat(name, 2097153)`,
      [],
      'db_error',
    ],
    ['a column that is none', 'update items set nothing = 1', [], 'db_error'],
  ])('refuses %s', async (_, sql, args, code) => expect((await exec(sql, args)).error.code).toBe(code));

  it('keeps nothing of a change whose answer is refused', async () => expect(await namesLike('wide')).toEqual([]));

  it('joins the transaction of its call, and goes with it', async () => {
    const undone = new Error('undone');
    const done = transactWithin(t.kernel.host.operation(invocation), async (_, inside) => {
      expect((await insert('joined', inside)).success).toBe(true);
      expect((await query(`select name from items where name = 'joined'`, [], inside)).data.rows).toEqual([{ name: 'joined' }]);
      throw undone;
    });
    await expect(done).rejects.toBe(undone);
    expect(await namesLike('joined')).toEqual([]);
  });

  it('spoils the transaction of its call where it fails, and all that comes after', async () => {
    const done = transactWithin(t.kernel.host.operation(invocation), async (_, inside) => {
      expect((await insert('before', inside)).success).toBe(true);
      expect((await exec('update items set nothing = 1', [], inside)).error.code).toBe('db_error');
      expect((await insert('after', inside)).error.message).toContain('25P02');
    });
    await expect(done).rejects.toMatchObject({ code: 'transaction_aborted' });
    expect(await namesLike('%')).not.toContain('before');
  });

  it('leaves the transaction as it was where a query fails', async () => {
    await transactWithin(t.kernel.host.operation(invocation), async (_, inside) => {
      expect((await query('select 1 / 0', [], inside)).error.code).toBe('db_error');
      expect((await insert('went on', inside)).success).toBe(true);
    });
    expect(await namesLike('went on')).toEqual(['went on']);
  });

  it('runs as requests do in a transaction of the owner’s, who then goes on as before', async () => {
    await t.query(`insert into addon_shop.items (organization_id, name) values ($1, 'theirs')`, [OTHER_PRINCIPAL.organizationId]);
    const { host } = t.kernel;
    await t.database.asOwner(async (session) => {
      const inside: Operation = {
        ...host.operation(invocation),
        inside: { session, outbox: { afterCommit: () => undefined, atEnd: () => undefined } },
      };
      const identity = { sql: `select current_user::text as person, current_setting('search_path') as path`, parameters: [] };
      const { rows: before } = await session.run(identity);
      expect((await exec(`update items set stock = 9 where name in ('theirs', 'went on')`, [], inside)).data.rowsAffected).toBe(1);
      expect((await query(`select name from items where name = 'theirs'`, [], inside)).data.rows).toEqual([]);
      expect((await session.run(identity)).rows).toEqual(before);
    });
  });
});

describe('under isolation by schemas', () => {
  it('the name of the addon’s schema leads to the organization’s own', async () => {
    const walled = manifestWith('walled', [{ key: 'Thing', table: 'things', columns: [{ name: 'name', type: 'text' }] }], {
      tenancy: { isolation: 'schema' },
    });
    await t.install(walled);
    const own = hostCalls(t, invocationFor('walled'));
    const run = async (name: 'db_query' | 'db_exec', sql: string): Promise<Envelope> =>
      JSON.parse(await own.answered(name, [sql, '[]'])) as Envelope;
    expect((await run('db_exec', `insert into addon_walled.things (name) values ('é')`)).data.rowsAffected).toBe(1);
    const sql = `select 'é' as e, a.name from "addon_walled".things as a join things as b on a.id = b.id join addon_walled.things c on c.id = a.id`;
    expect((await run('db_query', sql)).data.rows).toEqual([{ e: 'é', name: 'é' }]);
    own.end();
  });
});

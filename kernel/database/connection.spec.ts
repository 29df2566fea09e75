import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedImage } from '../testing/kernel';
import { connectionTo } from './connection';
import { ORGANIZATIONS, USERS } from './core-rows';
import { createEngine, databaseOn } from './pglite';
import type { Database } from './port';

const TENANT = { organizationId: ORGANIZATIONS[0].id, userId: USERS[0].id };

/** The messages of PostgreSQL's protocol in what was sent at once, by their first letters. */
const lettersOf = (sent: Uint8Array): string => {
  let letters = '';
  const view = new DataView(sent.buffer, sent.byteOffset, sent.byteLength);
  for (let at = 0; at < sent.length; at += 1 + view.getInt32(at + 1)) letters += String.fromCharCode(sent[at] ?? 0);
  return letters;
};

let database: Database;
/** What went to the engine since a test began. */
const sent: string[] = [];
beforeAll(async () => {
  const engine = await createEngine({ seedImage: seedImage() });
  database = databaseOn(
    connectionTo({
      execProtocolRawStream(message, options) {
        sent.push(lettersOf(message));
        return engine.execProtocolRawStream(message, options);
      },
      syncToFs: () => engine.syncToFs(),
      close: () => engine.close(),
      serializers: engine.serializers,
      parsers: engine.parsers,
    }),
  );
  await database.asOwner((session) =>
    session.script('create table public.things (id int primary key, name text); grant select, insert on public.things to metacore_app'),
  );
});
afterAll(() => database.close());

const statement = (sql: string, parameters: readonly unknown[] = []) => ({ sql, parameters });
const asTenant = async (sql: string, parameters?: readonly unknown[]) =>
  (await database.asTenant(TENANT, (session) => session.run(statement(sql, parameters)))).rows;
const asOwner = async (sql: string) => (await database.asOwner((session) => session.run(statement(sql)))).rows;
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => error,
  );

it('prepares a statement once, and sends the beginning of a transaction with its first statement', async () => {
  await asTenant('select $1::int + 1 as sum', [1]);
  sent.length = 0;
  expect(await asTenant('select $1::int + 1 as sum', [41])).toEqual([{ sum: 42 }]);
  // Parse, bind and execute `begin`; bind and execute who asks, and the statement; then `commit`.
  expect(sent).toEqual(['PBEBEBES', 'PBES']);
});

it('reads in one message, as the tenant, and cannot write', async () => {
  const statements = [
    statement('select current_user as role, current_setting($1) as organization', ['app.current_org']),
    statement('select 2 as two'),
  ];
  const before = database.changes();
  await database.readAsTenant(TENANT, () => statements);
  sent.length = 0;
  expect((await database.readAsTenant(TENANT, () => statements)).map(({ rows }) => rows)).toEqual([
    [{ role: 'metacore_app', organization: TENANT.organizationId }],
    [{ two: 2 }],
  ]);
  expect([sent, database.changes()]).toEqual([['BEBEBES'], before]);
  const insert = statement('insert into public.things values (1, null)');
  expect(await thrown(database.readAsTenant(TENANT, () => [insert]))).toMatchObject({ fault: { sqlState: '25006' } });
  expect(await asOwner(`select current_user as role, current_setting('app.current_org', true) as organization`)).toEqual([
    { role: 'postgres', organization: '' },
  ]);
  expect(database.changes()).toBe(before + 1);
});

it('names the statement that was refused, and runs none behind it', async () => {
  const error = await thrown(
    database.readAsTenant(TENANT, () => [
      statement('select 1 as one'),
      statement('select 1 / $1::int as none', [0]),
      statement('select 3 as three'),
    ]),
  );
  expect(error).toMatchObject({ fault: { sqlState: '22012' }, cause: { message: 'select 1 / $1::int as none' } });
  expect(await asTenant('select 3 as three')).toEqual([{ three: 3 }]);
});

it('undoes what was sent in one message with a statement that is refused', async () => {
  await thrown(
    database.asTenant(TENANT, async (session) => {
      await session.run(statement('insert into public.things values (2, $1)', ['two']));
      await session.run(statement('insert into public.things values (2, $1)', ['twice']));
    }),
  );
  expect(await asTenant('select * from public.things')).toEqual([]);
});

it('undoes a savepoint alone whose first statement cannot even be read', async () => {
  const rows = await database.asTenant(TENANT, async (session) => {
    await thrown(session.savepoint(() => session.run(statement('select nonsense'))));
    return (await session.run(statement('select 5 as five'))).rows;
  });
  expect(rows).toEqual([{ five: 5 }]);
  expect(await thrown(asTenant('select nonsense as well'))).toMatchObject({ fault: { sqlState: '42703' } });
});

it('goes on with nothing where what begins the transaction was never sent', async () => {
  const insert = statement('insert into public.things (id, name) select $1::int, $2 where $3::bool', [91, 'stray', true]);
  await database.asOwner((session) => session.run({ ...insert, parameters: [91, 'gone', false] }));
  const error = await thrown(
    database.asTenant(TENANT, async (session) => {
      // A parameter that cannot be written as its type fails before anything is sent.
      await thrown(session.run({ ...insert, parameters: [91, 'stray', 'no boolean'] }));
      await thrown(session.savepoint(() => session.run(insert)));
      await session.run(insert);
    }),
  );
  expect(error).toMatchObject({ code: 'transaction_aborted' });
  expect(await asOwner('select * from public.things where id = 91')).toEqual([]);
  expect(await asTenant('select 6 as six')).toEqual([{ six: 6 }]);
});

it('sends no savepoint in which nothing is done', async () => {
  await asTenant('select 4 as four');
  sent.length = 0;
  await database.asTenant(TENANT, async (session) => {
    await session.savepoint(() => Promise.resolve());
    await thrown(session.savepoint(() => Promise.reject(new Error('changed my mind'))));
    await session.savepoint(() => session.run(statement('select 4 as four')));
  });
  expect(sent).toEqual(['PBEBEPBEBES', 'PBEPBES']);
});

it('reads a table as it is by now, also where a change of it was taken back', async () => {
  const all = 'select * from public.things';
  expect(await asTenant(all)).toEqual([]);
  await database.asOwner(async (session) => {
    await session.script(`insert into public.things values (3, 'three')`);
    await session.run(statement('alter table public.things add column size int default 7'));
    expect((await session.run(statement(all))).rows).toEqual([{ id: 3, name: 'three', size: 7 }]);
  });
  expect(await asTenant(all)).toEqual([{ id: 3, name: 'three', size: 7 }]);
  await database.asOwner(async (session) => {
    await thrown(
      session.savepoint(async () => {
        await session.script('alter table public.things drop column size');
        expect((await session.run(statement(all))).rows).toEqual([{ id: 3, name: 'three' }]);
        throw new Error('changed my mind');
      }),
    );
    expect((await session.run(statement(all))).rows).toEqual([{ id: 3, name: 'three', size: 7 }]);
  });
  expect(await asTenant(all)).toEqual([{ id: 3, name: 'three', size: 7 }]);
});

it('remembers a hundred statements, and none that is long', async () => {
  for (let n = 0; n < 120; n += 1) await asTenant(`select ${String(n)} as n`);
  const long = `select array[${Array.from({ length: 3_000 }, (_, n) => `'${String(n)}'`).join()}] || $1::text as texts`;
  expect(long.length).toBeGreaterThan(16 * 1024);
  await asTenant(long, ['x']);
  await asTenant('select 0 as n');
  const [{ known, longest } = {}] = await asOwner(
    `select count(*)::int as known, max(length(statement)) < 16384 as longest from pg_prepared_statements`,
  );
  expect([Number(known) <= 101, longest]).toEqual([true, true]);
});

it('hands a column on under any name', async () => {
  const [row] = await asTenant(`select 1 as "__proto__", 2 as "constructor"`);
  expect(Object.entries(row ?? {})).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
});

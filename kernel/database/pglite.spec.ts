import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { seedImage } from '../testing/kernel';
import { APP_ROLE } from './bookkeeping';
import { ORGANIZATIONS, USERS } from './core-rows';
import { type Connection, connectionTo } from './connection';
import { createEngine, databaseOn } from './pglite';
import { type Database, type Session, SqlError } from './port';
import { ExactNumber } from '../values/json';

const TENANT = { organizationId: ORGANIZATIONS[0].id, userId: USERS[0].id };

let engine: Awaited<ReturnType<typeof createEngine>>;
let database: Database;

beforeAll(async () => {
  engine = await createEngine({ seedImage: seedImage() });
  database = databaseOn(connectionTo(engine));
});
afterAll(() => database.close());

const select = (sql: string, parameters: unknown[] = []) =>
  database.asOwner(async (session) => (await session.run({ sql, parameters })).rows);

/** What a promise rejects with. */
const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

describe('values', () => {
  it('leave as JSON: no BigInt, no Date, instants in UTC', async () => {
    expect(
      await select(`select 12.50::numeric as price, '123456789012345678.25'::numeric as long_price, 'NaN'::numeric as no_number,
        0::numeric(18,4) as zero, -0.0001::numeric as small, 7::bigint as count, 9223372036854775807::bigint as long_count, 5::int as size,
        date '2026-02-03' as day, timestamptz '2026-02-03 04:05:06.789+02' as at, timestamp '2026-02-03 04:05:06' as local_at,
        true as yes, '{"a":[1,null]}'::jsonb as doc, '[1.50]'::json as json, '{"id": 12345678901234567890, "2": 1.0}'::jsonb as exact, null::text as nothing, '[1,2.5]'::vector as embedding, '{a,b}'::text[] as list`),
    ).toEqual([
      {
        price: 12.5,
        long_price: '123456789012345678.25',
        no_number: 'NaN',
        zero: 0,
        small: -0.0001,
        count: 7,
        long_count: '9223372036854775807',
        size: 5,
        day: '2026-02-03',
        at: '2026-02-03T02:05:06.789Z',
        local_at: '2026-02-03T04:05:06Z',
        yes: true,
        doc: { a: [1, null] },
        json: [new ExactNumber('1.50')],
        exact: { 2: new ExactNumber('1.0'), id: new ExactNumber('12345678901234567890') },
        nothing: null,
        embedding: '[1,2.5]',
        list: ['a', 'b'],
      },
    ]);
  });

  it('keeps fifteen digits of a decimal as a number and more as text', async () => {
    expect(await select(`select 99999999999.9999::numeric as fifteen, 999999999999.9999::numeric as sixteen`)).toEqual([
      { fifteen: 99999999999.9999, sixteen: '999999999999.9999' },
    ]);
  });
});

describe('transactions', () => {
  beforeAll(() => database.asOwner((session) => session.script('create table public.notes (id int primary key, body text not null)')));
  const bodies = () => select('select body from public.notes order by id');
  const insert = (id: number, body: string | null) => ({ sql: 'insert into public.notes values ($1, $2)', parameters: [id, body] });

  it('commits what resolves and rolls back what throws', async () => {
    await database.asOwner((session) => session.run(insert(1, 'kept')));
    const error = new Error('changed my mind');
    expect(
      await thrown(
        database.asOwner(async (session) => {
          await session.run(insert(2, 'gone'));
          throw error;
        }),
      ),
    ).toBe(error);
    expect(await bodies()).toEqual([{ body: 'kept' }]);
  });

  it('undoes a savepoint alone', async () => {
    await database.asOwner(async (session) => {
      await session.run(insert(3, 'before'));
      await thrown(
        session.savepoint(async () => {
          await session.run(insert(4, 'inside'));
          await session.run(insert(5, null));
        }),
      );
      await session.savepoint(() => session.run(insert(6, 'after')));
    });
    expect(await bodies()).toEqual([{ body: 'kept' }, { body: 'before' }, { body: 'after' }]);
  });

  it('does not report a commit that PostgreSQL turns into a rollback because a failure was hidden', async () => {
    const error = await thrown(
      database.asOwner(async (session) => {
        await session.run(insert(7, 'lost'));
        await session.run(insert(8, null)).catch(() => undefined);
      }),
    );
    expect(error).toMatchObject({ name: 'KernelError', code: 'transaction_aborted' });
    expect(await select('select id from public.notes where id = 7')).toEqual([]);
  });

  it('holds as many locks as an install of a thousand tables with their indexes takes', async () => {
    expect(
      await select('select count(*)::int as held from (select pg_advisory_xact_lock(n) from generate_series(1, 20000) n) locks'),
    ).toEqual([{ held: 20_000 }]);
  });

  it('runs one after another in the order they were asked for', async () => {
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        database.asOwner(async (session) => {
          await session.run({ sql: 'select 1', parameters: [] });
          if (n % 2 === 1) await session.run({ sql: 'select 1', parameters: [] });
          order.push(n);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('goes on after an operation that failed', async () => {
    const failing = thrown(database.asOwner((session) => session.run({ sql: 'select nothing', parameters: [] })));
    const next = select('select 1 as one');
    expect(await failing).toBeInstanceOf(SqlError);
    expect(await next).toEqual([{ one: 1 }]);
  });

  it('lets messages and timers in between the statements of a long one', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await database.asOwner(async (session) => {
      for (let index = 0; index < 50; index += 1)
        await session.run({ sql: 'select count(*) from generate_series(1, 100000)', parameters: [] });
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  it('refuses a statement that is sent after its transaction ended', async () => {
    const leaked = await database.asOwner((session) => Promise.resolve(session));
    expect(await thrown(leaked.run({ sql: 'select 1', parameters: [] }))).toMatchObject({ code: 'transaction_over' });
  });

  it('refuses two statements in one text', async () => {
    expect(await thrown(select('select 1; drop table public.notes'))).toMatchObject({ fault: { sqlState: '42601' } });
    expect(await bodies()).toHaveLength(3);
  });
});

describe('errors', () => {
  it('name SQLSTATE, table, column and constraint, and carry the statement as their cause', async () => {
    const sql = 'insert into public.organizations (id, name, slug) values ($1, null, $2)';
    const error = await thrown(select(sql, [ORGANIZATIONS[0].id, 'x']));
    expect(error).toBeInstanceOf(SqlError);
    const { code, message, fault, cause } = error as SqlError;
    expect({ code, message, fault: { ...fault, detail: typeof fault.detail } }).toEqual({
      code: 'sql_error',
      message: 'null value in column "name" of relation "organizations" violates not-null constraint',
      fault: { sqlState: '23502', detail: 'string', hint: undefined, table: 'organizations', column: 'name', constraint: undefined },
    });
    expect(cause).toMatchObject({ message: sql });
  });
});

describe('the tenant', () => {
  it('is who the session says, under a role without bypass', async () => {
    const rows = await database.asTenant(TENANT, async (session) => {
      const { rows } = await session.run({
        sql: `select current_user as role, rolbypassrls as bypass, rolsuper as super,
          current_setting('app.current_org') as org, current_setting('app.current_user') as who from pg_roles where rolname = current_user`,
        parameters: [],
      });
      return rows;
    });
    expect(rows).toEqual([{ role: APP_ROLE, bypass: false, super: false, org: TENANT.organizationId, who: TENANT.userId }]);
  });

  it('is forgotten with the transaction', async () => {
    await database.asTenant(TENANT, (session) => session.run({ sql: 'select 1', parameters: [] }));
    expect(await select(`select current_user as role, current_setting('app.current_org', true) as org`)).toEqual([
      { role: 'postgres', org: '' },
    ]);
  });

  it('sees its own users only, whatever the statement asks', async () => {
    const { rows } = await database.asTenant(TENANT, (session) =>
      session.run({ sql: 'select name from public.users order by name', parameters: [] }),
    );
    expect(rows).toEqual([{ name: 'Ada Romero' }, { name: 'Bruno Díaz' }, { name: 'Carla Núñez' }]);
  });

  it('cannot write core tables, the journal or the bookkeeping', async () => {
    for (const sql of [
      `update public.users set name = 'x'`,
      'delete from metacore.journal',
      `insert into metacore.journal default values`,
      'insert into metacore.operations default values',
      'select metacore.operation()',
      'select * from metacore.addon_schemas',
      'select * from public.metacore_installations',
      'create table public.mine (id int)',
    ]) {
      const error = await thrown(database.asTenant(TENANT, (session) => session.run({ sql, parameters: [] })));
      expect(error, sql).toMatchObject({ fault: { sqlState: '42501' } });
    }
  });
});

describe('health', () => {
  it('holds for an engine that answers', async () => {
    await expect(database.health()).resolves.toBeUndefined();
  });

  it('is no statement of the transaction before it', async () => {
    const heard: string[] = [];
    await database.asTenant(
      TENANT,
      (session) => session.run({ sql: 'select 1', parameters: [] }),
      ({ sql }) => heard.push(sql),
    );
    const before = [...heard];
    await database.health();
    expect([before.at(-1), heard]).toEqual(['commit', before]);
  });

  it('is told of a busy engine without waiting for what is under way', async () => {
    let isHealthy = false;
    await database.asOwner(async (session) => {
      void database.health().then(() => (isHealthy = true));
      for (let index = 0; index < 100 && !isHealthy; index += 1) await session.run({ sql: 'select 1', parameters: [] });
      expect(isHealthy).toBe(true);
    });
  });

  it('survives unbounded recursion with a clean error', async () => {
    await database.asOwner((session) =>
      session.script(`create function public.deeper(n int) returns int language plpgsql as 'begin return public.deeper(n + 1); end'`),
    );
    expect(await thrown(select('select public.deeper(1)'))).toMatchObject({ fault: { sqlState: '54001' } });
    await database.health();
    expect(await select('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('that ends the engine within a function is told as the end of it, and so is all that is asked after it', async () => {
    const ended = databaseOn(connectionTo(await createEngine({ seedImage: seedImage() })));
    const dead = { code: 'database_dead' };
    const ask = (text: string) => ended.asOwner((session) => session.run({ sql: text, parameters: [] }));
    expect(await thrown(ask(`select 'a' ~ repeat('(', 5000)`))).toMatchObject(dead);
    expect(await thrown(ended.health())).toMatchObject(dead);
    expect(await thrown(ask('select 1'))).toMatchObject(dead);
    expect(await thrown(ask('create table public.after (a int)'))).toMatchObject(dead);
  });

  it.each([
    ['a sum', (terms: number) => `select 1${'+1'.repeat(terms)}`],
    ['a text of pieces', (terms: number) => `select 'a'${` || 'a'`.repeat(terms)}`],
    ['brackets of JSON', (terms: number) => `select '${'['.repeat(terms)}${']'.repeat(terms)}'::jsonb`],
    ['a union', (terms: number) => `select 1${' union all select 1'.repeat(terms)}`],
  ])('refuses %s deeper than the stack of the engine itself, and is at its end then', async (_, textOf) => {
    const hurt = databaseOn(connectionTo(await createEngine({ seedImage: seedImage() })));
    const dead = { code: 'database_dead' };
    const ask = (text: string) => hurt.asOwner((session) => session.run({ sql: text, parameters: [] }));
    expect(await thrown(ask(textOf(9_000)))).toMatchObject({ fault: { sqlState: '54001' } });
    expect(await thrown(hurt.health())).toMatchObject(dead);
    expect(await thrown(ask('select 1'))).toMatchObject(dead);
    expect(await thrown(hurt.asOwner((session) => session.script('create table public.after (a int)')))).toMatchObject(dead);
  });

  it('notices an engine that answers every query with no rows and no error', async () => {
    const zombie: Connection = {
      exchange: (steps) => Promise.resolve(steps.map(() => ({ rows: [], affected: 0 }))),
      knows: () => true,
      script: () => Promise.resolve(),
      forget: () => undefined,
      keep: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const broken = databaseOn(zombie);
    let isAnswered = false;
    const work = async (session: Session): Promise<void> => {
      await session.run({ sql: 'select 1', parameters: [] });
      isAnswered = true;
    };
    for (const attempt of [broken.health(), broken.asTenant(TENANT, work), broken.asOwner(work)]) {
      const error = await thrown(attempt);
      expect(error).toBeInstanceOf(KernelError);
      expect(error).toMatchObject({ code: 'database_dead' });
    }
    expect(isAnswered).toBe(false);
  });
});

describe('a database that is closed', () => {
  it('answers what waited, refuses in words what comes later, and can be closed again', async () => {
    const short = databaseOn(connectionTo(await createEngine({ seedImage: seedImage() })));
    const ask = (): Promise<unknown> =>
      short.asOwner(async (session) => (await session.run({ sql: 'select 1 as one', parameters: [] })).rows);
    const waited = ask();
    const closed = short.close();
    const later = [ask(), short.readAsTenant(TENANT, () => [{ sql: 'select 1', parameters: [] }])].map(thrown);
    expect(await waited).toEqual([{ one: 1 }]);
    await closed;
    for (const error of await Promise.all([...later, thrown(ask()), thrown(short.health())])) {
      expect(error).toBeInstanceOf(KernelError);
      expect(error).toMatchObject({
        code: 'database_closed',
        message: 'The database was closed, because another project is opened or the page is left.',
      });
    }
    await short.close();
  });
});

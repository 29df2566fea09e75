/** What is committed is answered so, and what is installed is seen whole or not at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { type Database, SqlError } from '../database/port';
import { installSentence } from '../lifecycle/messages';
import { createKernel, type Kernel } from '../kernel';
import { createTestGuest } from '../testing/guest';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const ORG = ORGANIZATIONS[0].id;

/** The statements that fail, as PostgreSQL would refuse them. */
let failing: RegExp | null = null;

/** Who waits for the next change of what is installed to be in the queue. */
const waiting: (() => void)[] = [];

/** Begins an install; resolves when it has its place in the queue, before which it is made ready. */
async function queued(begin: () => Promise<unknown>): Promise<{ installing: Promise<unknown> }> {
  const inQueue = new Promise<void>((resolve) => waiting.push(resolve));
  const installing = begin();
  await Promise.race([inQueue, installing]);
  return { installing };
}

/** The database, in which the statements of `failing` fail. */
const breakable = (database: Database): Database => ({
  ...database,
  asOwner: (work, committed) => {
    const done = database.asOwner(
      (session) =>
        work({
          ...session,
          run: (statement) =>
            failing?.test(statement.sql) === true
              ? Promise.reject(new SqlError('the disk is full', { sqlState: '53100' }, null))
              : session.run(statement),
        }),
      committed,
    );
    // Of the kernel's own transactions those alone are heard of that change what is installed.
    if (committed !== undefined) for (const resolve of waiting.splice(0)) resolve();
    return done;
  },
});

const guest = createTestGuest();
const errors: unknown[] = [];
let t: TestKernel;
let kernel: Kernel;

const lamps = (): ManifestV3 =>
  manifestWith(
    'lamps',
    [
      {
        key: 'Lamp',
        table: 'lamps',
        stage_field: 'state',
        stages: [{ key: 'off' }, { key: 'on' }],
        columns: [
          { name: 'name', type: 'text' },
          { name: 'state', type: 'text' },
        ],
        on_transition: [{ to: 'on', do: 'wasm:OnLit' }],
        reason_required: { actions: ['dim'] },
      },
    ],
    {
      capabilities: [{ kind: 'event:emit', target: 'lamps.*' }],
      extension_points: { events: [{ name: 'lamps.lit' }] },
      contributions: {
        actions: [
          { key: 'light', target_model: 'Lamp', handler: { type: 'wasm', function: 'OnLight' } },
          {
            key: 'dim',
            target_model: 'Lamp',
            fields: [{ key: 'once', label: 'Once', type: 'text' }],
            idempotency: { key_field: 'once' },
            handler: { type: 'compiled', function: 'noop' },
          },
        ],
      },
    },
  );

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const request = new Request(`http://kernel.test${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const response = await kernel.fetch(request);
  return { status: response.status, body: await response.json() };
}

const install = (manifest: ManifestV3) => kernel.install({ manifest, manifestHash: hashOf(manifest), organizationIds: [ORG], locales: {} });
const made = async (path: string, body: object): Promise<string> =>
  ((await ask('POST', path, body)).body as { data: { id: string } }).data.id;

beforeAll(async () => {
  t = await openTestKernel();
  kernel = await createKernel({ database: breakable(t.database), guest, reportError: (error) => errors.push(error) });
  guest.on('OnLit', (_, { invocation, session }) => kernel.host.emit(invocation, session, 'lamps.lit', '{}'));
  guest.on('OnLight', (_, { invocation, session }) => kernel.host.emit(invocation, session, 'lamps.lit', '{}'));
  await install(lamps());
});
afterAll(() => t.database.close());

describe('after the commit', () => {
  const eventsFail = async (work: () => Promise<{ status: number }>): Promise<[number, number]> => {
    errors.length = 0;
    failing = /insert into metacore\.events/;
    try {
      const { status } = await work();
      return [status, errors.length];
    } finally {
      failing = null;
    }
  };

  it('an event that waited for it and cannot be written is reported, and the write is answered as done', async () => {
    const id = await made('/data/lamps', { name: 'one', state: 'off' });
    expect(await eventsFail(() => ask('PUT', `/data/lamps/${id}`, { state: 'on' }))).toEqual([200, 1]);
    expect(errors[0]).toMatchObject({ message: 'the disk is full' });
    expect(await t.query('select state from addon_lamps.lamps where id = $1', [id])).toEqual([{ state: 'on' }]);
  });

  it('so for an action that runs in one transaction', async () => {
    const id = await made('/data/lamps', { name: 'two', state: 'off' });
    const manifest = lamps();
    await kernel.install({
      manifest,
      manifestHash: hashOf(manifest),
      organizationIds: [ORG],
      locales: {},
      backend: { runInTx: ['Lamp.light'] },
    });
    expect(await eventsFail(() => ask('POST', `/data/lamps/${id}/action/light`, {}))).toEqual([200, 1]);
  });

  it('effects run in order, each whatever became of the others, and none of a transaction that was rolled back', async () => {
    const { withOutbox } = await import('./outbox');
    const reported: unknown[] = [];
    const ran: string[] = [];
    const begin = (work: Parameters<typeof t.database.asOwner>[0]) => t.database.asOwner(work);
    const effects = (fails: boolean) =>
      withOutbox<unknown>(
        (error) => reported.push(error),
        begin,
        (_, outbox) => {
          outbox.afterCommit(() => {
            ran.push('first');
            throw new Error('deaf');
          });
          outbox.atEnd(() => void ran.push('always'));
          outbox.afterCommit(() => Promise.reject(new Error('late')));
          outbox.afterCommit(() => void ran.push('last'));
          return fails ? Promise.reject(new Error('undone')) : Promise.resolve('done');
        },
      );
    expect([await effects(false), ran.splice(0), reported.splice(0).map(String)]).toEqual([
      'done',
      ['first', 'always', 'last'],
      ['Error: deaf', 'Error: late'],
    ]);
    await expect(effects(true)).rejects.toThrow('undone');
    expect([ran, reported]).toEqual([['always'], []]);
  });

  it('an action whose answer or reason cannot be kept is done all the same', async () => {
    const id = await made('/data/lamps', { name: 'three', state: 'off' });
    const refused = { ...t.database };
    const broken = await createKernel({
      database: {
        ...refused,
        asTenant: (tenant, work, observe) =>
          t.database.asTenant(
            tenant,
            (session) =>
              work({
                ...session,
                run: (statement) =>
                  /insert into metacore\.(action_answers|events)/.test(statement.sql)
                    ? Promise.reject(new SqlError('the disk is full', { sqlState: '53100' }, null))
                    : session.run(statement),
              }),
            observe,
          ),
      },
      reportError: (error) => errors.push(error),
    });
    errors.length = 0;
    const body = JSON.stringify({ once: 'a', reason: 'too bright' });
    const response = await broken.fetch(new Request(`http://kernel.test/data/lamps/${id}/action/dim`, { method: 'POST', body }));
    expect([response.status, errors.map(String)]).toEqual([200, ['SqlError: the disk is full', 'SqlError: the disk is full']]);
  });
});

describe('requests that wait while an install runs', () => {
  const column = (name: string): Column => ({ name, type: 'text' });
  const cups = (...columns: Column[]): ManifestV3 => manifestWith('cups', [{ key: 'Cup', table: 'cups', columns }]);

  it('see it before or after, never half', async () => {
    await install(cups(column('name'), column('size')));
    const id = await made('/data/cups', { name: 'one' });
    const asks: (() => Promise<{ status: number; body: unknown }>)[] = [
      () => ask('GET', '/data/cups?sortBy=size'),
      () => ask('GET', `/data/cups/${id}`),
      () => ask('GET', '/data/cups?group_by=size&aggregate=count(*)'),
      () => ask('GET', '/data/cups/facets?field=name'),
      () => ask('POST', '/data/cups', { name: 'two', size: '' }),
      () => ask('PUT', `/data/cups/${id}`, { name: 'three', size: '' }),
      () => ask('GET', '/options/cups?field=id'),
    ];
    for (const next of [cups(column('name')), cups(column('name'), column('size')), cups(column('name'), column('width'))]) {
      const { installing } = await queued(() => install(next));
      const answers = await Promise.all(asks.map((one) => one()));
      await installing;
      // Grouping by the column is refused by the manifest that lacks it: the one before the install in the second round, which needs
      // no database to say so, and the one after it in the others. Nothing else is refused.
      const refused = answers.flatMap(({ status, body }, index) => (status >= 400 ? [[index, status, body]] : []));
      expect(refused).toEqual([[2, 400, { success: false, message: 'cannot group by "size"' }]]);
    }
    // Each of the three rounds made one row, not two: what began anew had done nothing.
    expect(await t.query(`select count(*)::int as count from addon_cups.cups where name = 'two'`)).toEqual([{ count: 3 }]);
  });

  it('so for a file, whose body is read once', async () => {
    await install(cups(column('name'), column('size')));
    const form = new FormData();
    form.set('file', new File(['name\nfrom a file\n'], 'cups.csv', { type: 'text/csv' }));
    const { installing } = await queued(() => install(cups(column('name'))));
    const response = await kernel.fetch(new Request('http://kernel.test/data/cups/import', { method: 'POST', body: form }));
    await installing;
    expect(await response.json()).toMatchObject({ success: true, data: { created: 1 } });
    expect(await t.query(`select count(*)::int as count from addon_cups.cups where name = 'from a file'`)).toEqual([{ count: 1 }]);
  });

  it('find nothing where a reset was before them', async () => {
    await install(cups(column('name')));
    const resetting = kernel.reset('cups');
    const answers = await Promise.all([ask('GET', '/data/cups'), ask('POST', '/data/cups', { name: 'late' })]);
    await resetting;
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('are told that the addon changed where they had begun to write', async () => {
    await install(cups(column('name')));
    const rows = Array.from({ length: 600 }, (_, index) => `cup ${String(index)}`);
    const form = new FormData();
    form.set('file', new File([['name', ...rows].join('\n')], 'cups.csv', { type: 'text/csv' }));
    const importing = kernel.fetch(new Request('http://kernel.test/data/cups/import', { method: 'POST', body: form }));
    // The first chunk is written by then.
    await new Promise<void>((resolve) => {
      const stop = kernel.subscribe((event) => {
        if (event.type !== 'DATA_EVENT') return;
        stop();
        resolve();
      });
    });
    await kernel.reset('cups');
    const response = await importing;
    expect([response.status, await response.json()]).toEqual([
      409,
      {
        success: false,
        code: 'addon_changed',
        message:
          'the import stopped in the middle: the addon was changed while this ran: what was done so far stays, the rest was not done',
        data: {
          created: 200,
          failed: 0,
          skipped: 0,
          failures: [{ row: 202, error: 'the import was stopped here: 400 rows were not written' }],
        },
      },
    ]);
  });

  it('do not begin anew for an install that changes nothing of theirs', async () => {
    await install(cups(column('name')));
    const installing = install(cups(column('name')));
    const statements = await t.statementsOf(async () => {
      await Promise.all([installing, ask('GET', '/data/cups?count=0')]);
    });
    expect(statements.filter((statement) => statement.includes('from "addon_cups"."cups"'))).toHaveLength(1);
  });
});

describe('a stored installation that this version cannot work with', () => {
  it.each([
    ['a column of a type that is gone', { models: [{ key: 'Jar', table: 'jars', columns: [{ name: 'x', type: 'money' }] }] }, /money/],
    ['models that are no list', { models: 'none' }, /\/models is no list/],
    ['a model without columns', { models: [{ key: 'Jar', table: 'jars' }] }, /\/models\/0\/columns is missing/],
    [
      'a subscription that is none',
      { contributions: { subscriptions: [{ event: 7 }] } },
      /\/contributions\/subscriptions\/0\/event is no text|handler is missing/,
    ],
    ['a meter that is none', { billing: { metered_events: {} } }, /\/billing\/metered_events is no list/],
    ['a capability whose target is none', { capabilities: [{ kind: 'event:emit', target: null }] }, /\/capabilities\/0\/target is no text/],
    ['actions that are no list', { contributions: { actions: {} } }, /\/contributions\/actions is no list/],
  ])('is set aside and named, and the others work: %s', async (_, damage, reason) => {
    const jars = manifestWith('jars', [{ key: 'Jar', table: 'jars', columns: [{ name: 'name', type: 'text' }] }]);
    await install(jars);
    await made('/data/jars', { name: 'kept' });
    await t.query(`update public.metacore_installations set manifest = $1 where addon_key = 'jars'`, [
      JSON.stringify({ ...jars, ...damage }),
    ]);
    const next = await createKernel({ database: t.database });
    expect(next.inspect().setAside).toEqual([
      {
        addonKey: 'jars',
        version: '1.0.0',
        organizationId: ORG,
        reason: expect.stringMatching(reason) as string,
        code: expect.stringMatching(/^(?:stored_damaged|unknown_column_type)$/) as string,
        details: expect.anything() as object,
      },
    ]);
    const [spanish] = next.inspect().setAside.map((one) => installSentence(one, 'es'));
    expect(spanish).toMatch(reason.source.includes('money') ? /no es un tipo de columna/ : /no es un|falta/);
    const get = async (path: string) => (await next.fetch(new Request(`http://kernel.test${path}`))).status;
    expect(await Promise.all(['/data/jars', '/data/lamps', '/metadata/all', '/metacore/navigation'].map(get))).toEqual([
      404, 200, 200, 200,
    ]);
    expect(await t.query('select name from addon_jars.jars')).toEqual([{ name: 'kept' }]);
    // Installed anew, it is back with its rows.
    await install(jars);
    expect((await ask('GET', '/data/jars')).body).toMatchObject({ data: [{ name: 'kept' }] });
    expect(kernel.inspect().setAside).toEqual([]);
    await kernel.reset('jars');
  });
});

/** A damaged record among what the kernel keeps for itself stops no other one: lists are answered whole, and tell which of theirs is damaged. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from './database/core-rows';
import { createKernel } from './kernel';
import { DEFAULT_PRINCIPAL } from './security/default-principal';
import { damagedAt, damages, placesIn } from './testing/damage';
import { cases } from './testing/drawn';
import { manifestWith, openTestKernel, type TestKernel } from './testing/kernel';
import fc from './testing/property';

const organizationId = ORGANIZATIONS[0].id;
const URL_OF_LAMPS = 'https://lamps.example.com';

const lamps = manifestWith(
  'lamps',
  [
    {
      key: 'Lamp',
      table: 'lamps',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'varchar(80)', not_null: true, label: 'lamps.name' },
        {
          name: 'discount',
          type: 'numeric(5,2)',
          constraints: [
            { expr: 'discount <= 20', error_key: 'lamp.dear', on_violation: 'request_approval', approval: { roles: ['manager'] } },
          ],
        },
      ],
    },
  ],
  {
    capabilities: [
      { kind: 'event:subscribe', target: 'lamps.*' },
      { kind: 'http:fetch', target: 'lamps.example.com' },
    ],
    contributions: {
      navigation: [{ title: 'Lamps', items: [{ title: 'Lamps', model: 'Lamp' }] }],
      notifications: [{ key: 'made', on: 'lamps.Lamp.created', title: '{{after.name}}', body: '{{id}}' }],
      subscriptions: [{ event: 'lamps.*', handler: { type: 'webhook', url: `${URL_OF_LAMPS}/heard` } }],
      actions: [
        {
          key: 'light',
          target_model: 'Lamp',
          handler: { type: 'webhook', url: `${URL_OF_LAMPS}/light` },
          fields: [{ key: 'once', type: 'text' }],
          idempotency: { key_field: 'once' },
        },
      ],
    },
    settings: [{ key: 'word', label: 'Word', type: 'string' }],
  },
);

const chairs = (table: string) =>
  manifestWith('chairs', [
    {
      key: 'Chair',
      table,
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text' },
      ],
    },
  ]);

const ASKED = ['/data/lamps', '/data/chairs', '/approvals?status=all', '/notifications', '/playground/events', '/playground/deliveries', '/playground/exchanges', '/playground/webhooks', '/playground/seed', '/playground/jobs', '/metacore/tombstones', '/metacore/history', '/metacore/catalog', '/metacore/installations', '/metacore/navigation', '/metacore/tools', '/metadata/all', '/addons/lamps/settings'] as const; // prettier-ignore

let t: TestKernel;
let lamp = '';

const light = (once: string) => t.call('POST', `/models/Lamp/${lamp}/actions/light`, { once });

function fileOf(text: string): FormData {
  const form = new FormData();
  form.append('file', new File([text], 'lamps.csv'));
  return form;
}

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(manifestWith('gone', [{ key: 'Gone', table: 'gone', columns: [{ name: 'organization_id', type: 'uuid' }] }]));
  await t.kernel.uninstall({ addonKey: 'gone', organizationId });
  const risen = manifestWith('risen', []);
  await t.install(risen);
  const next = { ...risen, metadata: { ...risen.metadata, version: '1.1.0' } };
  await t.kernel.upgrade({ manifest: next, manifestHash: 'next', organizationIds: [organizationId], locales: {} });
  await t.install(chairs('chairs'));
  await t.install(lamps, { locales: { en: { 'lamps.name': 'Name' } } });
  const made = await t.call('POST', '/data/lamps', { name: 'one' });
  lamp = (made.body as { data: { id: string } }).data.id;
  for (const name of ['one', 'two']) {
    await t.call('POST', '/data/lamps', { name, discount: 50 });
    await light(name);
    await t.call('PUT', '/addons/lamps/settings', { word: name });
    await t.call('POST', '/playground/seed', { rows: 2, seed: 1 });
    const body = fileOf('name,discount\nthree,\n,\nfour,none\n');
    await t.kernel.fetch(
      new Request('http://kernel.test/data/lamps/import', { method: 'POST', body, headers: { 'x-playground-job': name } }),
    );
  }
  // A kernel remembers what it wrote itself; under another name it is read.
  await t.query(`update metacore.jobs set job = 'earlier ' || job`);
  await t.kernel.events.settled();
});
afterAll(() => t.database.close());

interface Kept {
  table: string;
  column: string;
  type: string;
  /** The newest row's value. */
  value: string;
  /** Where the row is. */
  at: string;
}

/** Every column of the kernel's own tables that holds JSON, with the newest value there is. Manifests have a spec of their own. */
async function keptColumns(only = ''): Promise<Kept[]> {
  const columns = await t.query(
    `select format('%I.%I', table_schema, table_name) as table, column_name as column, data_type as type
    from information_schema.columns where (table_schema = 'metacore' or table_name = 'metacore_installations')
      and data_type in ('json', 'jsonb') and column_name <> 'manifest'
      and $1 in ('', format('%I.%I', table_schema, table_name) || ' ' || column_name) order by 1, 2`,
    [only],
  );
  const found: Kept[] = [];
  for (const { table, column, type } of columns as Pick<Kept, 'table' | 'column' | 'type'>[]) {
    const newest = `select ctid::text as at, ${column}::text as value from ${table} where ${column} is not null order by ctid desc limit 1`;
    const [row = { at: '', value: '' }] = await t.query(newest);
    found.push({ table, column, type, ...(row as Pick<Kept, 'value' | 'at'>) });
  }
  return found;
}

/** Writes another value into the row, unseen by the journal. */
async function overwrite(kept: Kept, text: string): Promise<void> {
  const { table, column, type, at } = kept;
  kept.at = await t.database.asOwner(async (session) => {
    await session.script('set local session_replication_role = replica');
    const { rows } = await session.run<{ at: string }>({
      sql: `update ${table} set ${column} = $1::${type} where ctid = $2::tid returning ctid::text as at`,
      parameters: [text, at],
    });
    return rows[0]?.at ?? '';
  });
}

async function whileDamaged(kept: Kept, damaged: unknown, work: () => Promise<void>): Promise<void> {
  await overwrite(kept, JSON.stringify(damaged));
  try {
    await work();
  } finally {
    await overwrite(kept, kept.value);
  }
}

async function columnOf(table: string, column: string): Promise<Kept> {
  const [kept] = await keptColumns(`${table} ${column}`);
  if (!kept) throw new Error(`no column ${table}.${column}`);
  return kept;
}

/** How many records each list has. */
async function lengths(kernel: TestKernel['kernel']): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const path of ASKED) {
    const response = await kernel.fetch(new Request(`http://kernel.test${path}`));
    const body = (await response.json()) as { data?: unknown };
    counted[`${path} ${String(response.status)}`] = Array.isArray(body.data) ? body.data.length : 0;
  }
  counted.operations = (await kernel.operations({ organizationId })).operations.length;
  return counted;
}

it('every column in which the kernel keeps JSON is tried', async () => {
  expect((await keptColumns()).filter(({ value }) => value === '')).toEqual([]);
});

it('wherever one is damaged, every list is answered with as many records as before, and others are installed', async () => {
  const columns = await keptColumns();
  const before = await lengths(t.kernel);
  expect(Object.keys(before).filter((name) => !name.endsWith(' 200'))).toEqual(['operations']);
  const drawn = fc
    .constantFrom(...columns)
    .chain((kept) =>
      fc.record({ kept: fc.constant(kept), place: fc.constantFrom([], ...placesIn(JSON.parse(kept.value))), value: damages }),
    );
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ kept, place, value }) => {
      const damaged = damagedAt(JSON.parse(kept.value), place, value);
      await whileDamaged(await columnOf(kept.table, kept.column), damaged ?? null, async () => {
        const reported: unknown[] = [];
        const kernel = await createKernel({ database: t.database, reportError: (error) => reported.push(error) });
        expect(await lengths(kernel)).toEqual(before);
        const manifest = manifestWith(`other_${String((turn += 1))}`, []);
        const plan = await kernel.plan({ manifest, manifestHash: 'x', organizationIds: [organizationId], locales: {}, development: true });
        expect([plan.blocked, reported]).toEqual([[], []]);
      });
    }),
    { numRuns: cases(25, 2000) },
  );
});

describe('one that is damaged is told by name', () => {
  it.each<[what: string, table: string, column: string, path: string, sentence: string]>([
    ['a request for approval', 'metacore.approvals', 'roles', '/approvals', '/roles is no list'],
    ['an exchange', 'metacore.exchanges', 'headers', '/playground/exchanges', '/headers is no object'],
    ['a webhook', 'metacore.exchanges', 'headers', '/playground/webhooks', '/headers is no object'],
    ['a run of sample data', 'metacore.seed_runs', 'run', '/playground/seed', 'the record is no object'],
    ['an import', 'metacore.jobs', 'file', '/playground/jobs', 'the record is no object'],
    ['a tombstone', 'metacore.tombstones', 'entry', '/metacore/tombstones', 'the record is no object'],
    ['an operation of the lifecycle', 'metacore.lifecycle_operations', 'steps', '/metacore/history', '/steps is no list'],
  ])('%s', async (_, table, column, path, sentence) => {
    await whileDamaged(await columnOf(table, column), 7, async () => {
      const { status, body } = await t.call('GET', path);
      expect([status, JSON.stringify(body).split(sentence).length - 1]).toEqual([200, 1]);
    });
  });

  it('an operation of the journal', async () => {
    await whileDamaged(await columnOf('metacore.operations', 'cause'), { request: 7 }, async () => {
      const { operations } = await t.kernel.operations();
      expect(operations.flatMap(({ damaged }) => damaged ?? [])).toEqual(['what is stored is damaged: /request is no text']);
    });
  });
});

describe('nothing is done by one that is damaged', () => {
  it('a request for approval is approved by nobody, and an administrator rejects it', async () => {
    const kept = await columnOf('metacore.approvals', 'keys');
    const { body } = await t.call('GET', '/approvals');
    await overwrite(kept, '7');
    const damaged = (await t.call('GET', '/approvals')).body as { data: { id: string; damaged?: string }[] };
    const id = damaged.data.find((one) => one.damaged !== undefined)?.id ?? '';
    expect((body as typeof damaged).data.map((one) => one.id)).toContain(id);
    expect(await t.call('POST', `/approvals/${id}/approve`)).toMatchObject({ status: 409, body: { code: 'stored_damaged' } });
    const manager = { ...DEFAULT_PRINCIPAL, userId: '22222222-2222-4222-8222-222222222222', roles: ['manager'], isAdmin: false };
    expect((await t.call('POST', `/approvals/${id}/reject`, {}, manager)).status).toBe(403);
    expect((await t.call('POST', `/approvals/${id}/reject`, {})).status).toBe(200);
  });

  it('an action whose answer cannot be read is not done again', async () => {
    await whileDamaged(await columnOf('metacore.action_answers', 'answer'), null, async () => {
      expect(await light('two')).toMatchObject({ status: 409, body: { code: 'stored_damaged' } });
      expect((await light('one')).status).toBe(200);
    });
  });

  it('the rows of a run of sample data stay, and so do those of a tombstone', async () => {
    const runs = ((await t.call('GET', '/playground/seed')).body as { data: { id: string }[] }).data;
    await whileDamaged(await columnOf('metacore.seed_runs', 'run'), null, async () => {
      const listed = ((await t.call('GET', '/playground/seed')).body as { data: { id: string; message: string | null }[] }).data;
      expect(listed.map(({ id }) => id)).toEqual(runs.map(({ id }) => id));
      const id = listed.find(({ message }) => message !== null)?.id ?? '';
      expect(await t.call('DELETE', `/playground/seed/${id}`)).toMatchObject({ status: 409, body: { code: 'stored_damaged' } });
      // What another run made, and what comes now, is not concerned.
      expect((await t.call('POST', '/playground/seed', { rows: 1, seed: 1, addon: 'chairs' })).status).toBe(200);
    });
    await whileDamaged(await columnOf('metacore.tombstones', 'entry'), { tables: [{}] }, async () => {
      const [tombstone] = await t.kernel.tombstones();
      await expect(t.kernel.restore(tombstone?.id ?? '')).rejects.toMatchObject({ code: 'tombstone_damaged' });
      await expect(t.kernel.purge(tombstone?.id ?? '')).rejects.toMatchObject({ code: 'tombstone_damaged' });
    });
  });

  it('a version is not gone back to whose record cannot be read', async () => {
    await whileDamaged(await columnOf('metacore.ways_back', 'entry'), { replaced: {} }, async () => {
      await expect(t.kernel.rollback({ addonKey: 'risen', organizationIds: [organizationId] })).rejects.toMatchObject({
        code: 'nothing_to_roll_back',
      });
    });
    await t.kernel.rollback({ addonKey: 'risen', organizationIds: [organizationId] });
  });

  it('a table gets another name while a run of sample data is damaged', async () => {
    await whileDamaged(await columnOf('metacore.seed_runs', 'run'), { tables: null }, async () => {
      await t.install(chairs('seats'), { renames: [{ kind: 'table', from: 'chairs', to: 'seats' }] });
      expect((await t.call('GET', '/data/seats')).status).toBe(200);
    });
  });

  it('an addon whose tables are not remembered is named by its install, and is reset; others are installed', async () => {
    await t.query(`update metacore.addon_schemas set state = '{"schema":"addon_chairs","tables":[{}]}' where addon_key = 'chairs'`);
    const installed = t.install(chairs('more'));
    await expect(installed).rejects.toMatchObject({ code: 'state_damaged' });
    await expect(installed).rejects.toThrow(
      'the tables of “chairs” (addon_chairs) cannot be read: what is stored is damaged: /tables/0/name is missing',
    );
    await t.install(manifestWith('stools', [{ key: 'Stool', table: 'stools', columns: [{ name: 'organization_id', type: 'uuid' }] }]));
    await t.kernel.reset('chairs');
    await t.install(chairs('more'));
    expect((await t.call('GET', '/data/more')).status).toBe(200);
  });
});

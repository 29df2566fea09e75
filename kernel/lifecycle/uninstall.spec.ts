import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { createTestGuest, type TestGuest } from '../testing/guest';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { InstallRequest } from './request';

let t: TestKernel;
let guest: TestGuest;
beforeAll(async () => {
  guest = createTestGuest();
  t = await openTestKernel({ guest });
});
afterAll(() => t.database.close());

const [ORG, OTHER] = ORGANIZATIONS.map(({ id }) => id) as [string, string];

const thing = (key: string, more: Partial<Model> = {}): Model => ({
  key: 'Thing',
  table: `${key}_things`,
  audit: false,
  columns: [
    { name: 'name', type: 'text', searchable: true },
    { name: 'parent_id', type: 'uuid' },
  ],
  foreign_keys: [{ columns: ['parent_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical', on_delete: 'set_null' }],
  ...more,
});
const addon = (key: string, more: Partial<ManifestV3> = {}, models = [thing(key)]): ManifestV3 => manifestWith(key, models, more);
const needing = (...keys: string[]): Partial<ManifestV3> => ({
  compatibility: { requires: keys.map((key) => ({ key, version: '>=1' })) },
});

const install = (manifest: ManifestV3, more: Partial<InstallRequest> = {}) =>
  t.kernel.install({ manifest, manifestHash: hashOf(manifest), organizationIds: [ORG], locales: {}, ...more });
const row = (key: string, name: string, organization = ORG) =>
  t.query(`insert into addon_${key}.${key}_things (organization_id, name) values ($1, $2)`, [organization, name]);
const names = (key: string) => t.query(`select name from addon_${key}.${key}_things order by name`);
const relations = async (schema: string) =>
  (
    await t.query(`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 order by 1`, [
      schema,
    ])
  ).map(({ relname }) => String(relname).replaceAll(/\d{17}/g, 'INSTANT'));
const keys = (organizationId = ORG) =>
  t.kernel
    .inspect()
    .addons.filter((one) => one.organizationId === organizationId)
    .map(({ key }) => key);

describe('an uninstall', () => {
  it('puts the tables away with their rows, and takes grants, screens and answers', async () => {
    await install(
      addon('away', {
        rbac: { permissions: [{ key: 'away.see', label: 's' }], roles: [{ key: 'awayer', label: 'A', permissions: ['away.see'] }] },
      }),
    );
    await row('away', 'kept');
    const made = await t.kernel.uninstall({ addonKey: 'away', organizationId: ORG });
    expect(made.steps.map(({ step }) => step.kind)).toEqual([
      'take-roles',
      'remove-installation',
      'tombstone-table',
      'record-tombstone',
      'forget-migrations',
      'remember-schema',
    ]);
    expect(await relations('addon_away')).toEqual([
      'away_things_pkey_tombstone_INSTANT',
      'away_things_tombstone_INSTANT',
      'idx_away_things_name_tombstone_INSTANT',
      'idx_away_things_org_created_tombstone_INSTANT',
      'idx_away_things_org_tombstone_INSTANT',
    ]);
    expect((await t.call('GET', '/data/away_things')).status).toBe(404);
    expect(
      await t.query(
        `select 1 from public.permissions where addon_key = 'away' union all select 1 from public.roles where addon_key = 'away'`,
      ),
    ).toEqual([]);
    expect(await t.kernel.tombstones('away')).toMatchObject([
      { addonKey: 'away', version: '1.0.0', schema: 'addon_away', organizationId: null, tables: [{ from: 'away_things', rows: 1 }] },
    ]);
  });

  it('is undone by a restore, and an install goes on with the old rows', async () => {
    const [tombstone] = await t.kernel.tombstones('away');
    await t.kernel.restore(tombstone?.id ?? '');
    expect(await names('away')).toEqual([{ name: 'kept' }]);
    const { plan } = await install(addon('away'));
    expect(plan.steps).toEqual([]);
    expect((await t.call('GET', '/data/away_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
    expect(await relations('addon_away')).toEqual([
      'away_things',
      'away_things_pkey',
      'idx_away_things_name',
      'idx_away_things_org',
      'idx_away_things_org_created',
    ]);
    expect(await t.kernel.tombstones('away')).toEqual([]);
    await expect(t.kernel.restore(tombstone?.id ?? '')).rejects.toMatchObject({ code: 'tombstone_missing' });
  });

  it('leaves the names free: a new install begins with nothing beside the old tables, which can be purged', async () => {
    await install(addon('again'));
    await row('again', 'old');
    await t.kernel.uninstall({ addonKey: 'again', organizationId: ORG });
    await install(addon('again'));
    expect(await names('again')).toEqual([]);
    const [tombstone] = await t.kernel.tombstones('again');
    await expect(t.kernel.restore(tombstone?.id ?? '')).rejects.toMatchObject({ code: 'already_installed' });
    await t.kernel.purge(tombstone?.id ?? '');
    expect(await relations('addon_again')).toEqual([
      'again_things',
      'again_things_pkey',
      'idx_again_things_name',
      'idx_again_things_org',
      'idx_again_things_org_created',
    ]);
    expect(await t.kernel.tombstones('again')).toEqual([]);
  });

  it('keeps the tables as long as another organization has the addon, and purges the rows of its own alone', async () => {
    await install(addon('both'), { organizationIds: [ORG, OTHER] });
    await row('both', 'mine');
    await row('both', 'theirs', OTHER);
    await t.kernel.uninstall({ addonKey: 'both', organizationId: ORG });
    expect([keys().includes('both'), keys(OTHER).includes('both')]).toEqual([false, true]);
    expect(await names('both')).toEqual([{ name: 'mine' }, { name: 'theirs' }]);
    await install(addon('both'));
    await t.kernel.uninstall({ addonKey: 'both', organizationId: ORG, purge: true });
    expect(await names('both')).toEqual([{ name: 'theirs' }]);
    await t.kernel.uninstall({ addonKey: 'both', organizationId: OTHER });
    expect((await t.kernel.tombstones('both')).length).toBe(1);
  });

  it('purges no row of an organization that left its rows behind, nor does it with the tombstone they are in', async () => {
    await install(addon('left'), { organizationIds: [ORG, OTHER] });
    await row('left', 'mine');
    await row('left', 'theirs', OTHER);
    await t.kernel.uninstall({ addonKey: 'left', organizationId: OTHER });
    await t.kernel.uninstall({ addonKey: 'left', organizationId: ORG, purge: true });
    const [tombstone] = await t.kernel.tombstones('left');
    const rows = () => t.query(`select name from addon_left."${tombstone?.tables[0]?.to ?? ''}"`);
    expect(await rows()).toEqual([{ name: 'theirs' }]);
    const by = (await t.kernel.principals()).find((person) => person.organizationId === ORG);
    if (!by) throw new Error('nobody is there');
    const { steps } = await t.kernel.purge(tombstone?.id ?? '', by);
    expect([steps.map(({ step }) => step.kind), await rows()]).toEqual([['delete-rows'], [{ name: 'theirs' }]]);
    await install(addon('left'));
    await t.kernel.uninstall({ addonKey: 'left', organizationId: ORG, purge: true });
    expect(await rows()).toEqual([{ name: 'theirs' }]);
    // Its own organization may, and so may whoever keeps the host.
    await t.kernel.purge(tombstone?.id ?? '', { ...by, organizationId: OTHER });
    expect((await t.kernel.tombstones('left')).map(({ id }) => id)).not.toContain(tombstone?.id);
    await install(addon('left'), { organizationIds: [ORG, OTHER] });
    await row('left', 'theirs', OTHER);
    await t.kernel.uninstall({ addonKey: 'left', organizationId: ORG, purge: true, everywhere: true });
    expect(await relations('addon_left')).toEqual([]);
  });

  it('with purge leaves nothing: tables, tombstones, counters, the ledger of migrations', async () => {
    const sqlFiles = { 'migrations/0001.sql': 'create table purged_extra (id int);' };
    await install(addon('purged'), { sqlFiles });
    await t.kernel.uninstall({ addonKey: 'purged', organizationId: ORG });
    await install(addon('purged'), { sqlFiles });
    expect(await t.query(`select version from public.metacore_addon_migrations where addon_key = 'purged'`)).toHaveLength(1);
    await t.kernel.uninstall({ addonKey: 'purged', organizationId: ORG, purge: true });
    expect(await t.query(`select nspname from pg_namespace where nspname = 'addon_purged'`)).toEqual([]);
    for (const table of [
      'public.metacore_addon_migrations',
      'metacore.tombstones',
      'metacore.addon_schemas',
      'public.metacore_installations',
    ])
      expect([table, await t.query(`select 1 from ${table} where addon_key = 'purged'`)]).toEqual([table, []]);
    // What was dropped is made and migrated anew; today's Go kernel would leave the migration out.
    await install(addon('purged'), { sqlFiles });
    expect(await relations('addon_purged')).toContain('purged_extra');
  });

  it('puts away an organization’s own schema as a whole', async () => {
    const own = addon('owned', { tenancy: { isolation: 'schema' } });
    const schema = `addon_owned_${ORG.slice(0, 8)}`;
    await install(own, { organizationIds: [ORG, OTHER] });
    await t.query(`insert into ${schema}.owned_things (name) values ('kept')`);
    await t.kernel.uninstall({ addonKey: 'owned', organizationId: ORG });
    expect(await relations(schema)).toEqual([]);
    expect(keys(OTHER)).toContain('owned');
    const [tombstone] = await t.kernel.tombstones('owned');
    expect(tombstone).toMatchObject({
      organizationId: ORG,
      schemaTo: expect.stringMatching(/^addon_owned_11111111_tombstone_\d{17}$/) as string,
    });
    await t.kernel.restore(tombstone?.id ?? '');
    expect((await install(own)).plan.steps).toEqual([]);
    expect(await t.query(`select name from ${schema}.owned_things`)).toEqual([{ name: 'kept' }]);
    await t.kernel.uninstall({ addonKey: 'owned', organizationId: ORG, purge: true });
    expect(await t.query(`select nspname from pg_namespace where nspname like 'addon_owned%'`)).toHaveLength(1);
  });

  it('calls the hooks before anything goes, and is nothing where one fails', async () => {
    await install(addon('hooking', { lifecycle: { disable: 'off', uninstall: 'bye' } }));
    await row('hooking', 'one');
    guest.on('off', () => '');
    guest.on('bye', () => ({ success: false, error: { code: 'no', message: 'stay' } }));
    await expect(t.kernel.uninstall({ addonKey: 'hooking', organizationId: ORG })).rejects.toMatchObject({ code: 'hook_failed' });
    expect(keys()).toContain('hooking');
    guest.on('bye', () => '');
    guest.calls.length = 0;
    await t.kernel.uninstall({ addonKey: 'hooking', organizationId: ORG });
    expect(guest.calls.map((call) => call.function)).toEqual(['off', 'bye']);
    expect((await t.kernel.history({ addonKey: 'hooking' })).map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'uninstall done',
      'uninstall failed',
      'install done',
    ]);
  });

  it('is refused of what is not installed', async () => {
    await expect(t.kernel.uninstall({ addonKey: 'nobody', organizationId: ORG })).rejects.toMatchObject({ code: 'not_installed' });
  });
});

describe('addons that depend on each other', () => {
  it('are refused to be left without, and go together, whoever depends on another first', async () => {
    await install(addon('root'));
    await install(addon('leaf', needing('root', 'stem')), { development: true });
    await install(addon('stem', needing('root')));
    await expect(t.kernel.uninstall({ addonKey: 'root', organizationId: ORG })).rejects.toMatchObject({
      code: 'has_dependents',
      details: { dependents: ['leaf', 'stem'] },
    });
    const made = await t.kernel.uninstallPlan({ addonKey: 'root', organizationId: ORG, cascade: true });
    const going = made.steps.flatMap(({ step }) => (step.kind === 'remove-installation' ? [step.addonKey] : []));
    expect(going).toEqual(['leaf', 'stem', 'root']);
    expect(keys()).toContain('root');
    await t.kernel.uninstall({ addonKey: 'root', organizationId: ORG, cascade: true });
    expect(keys().filter((key) => ['root', 'stem', 'leaf'].includes(key))).toEqual([]);
  });

  it('may be left without where they can do without', async () => {
    await install(addon('free'));
    await install(addon('wanting', { compatibility: { requires: [{ key: 'free', version: '>=1', optional: true }] } }));
    await t.kernel.uninstall({ addonKey: 'free', organizationId: ORG });
    expect(keys()).toContain('wanting');
  });

  it('lose the key to rows that are put away, and have it again with the addon', async () => {
    const base = manifestWith('bottom', [thing('bottom', { key: 'Thing' })], {
      extension_points: { model_extensions_accepted: ['Thing'] },
    });
    const extension = manifestWith('top', [
      { key: 'Extra', table: 'top_extras', extends: 'bottom.Thing', audit: false, columns: [{ name: 'note', type: 'text' }] },
    ]);
    await install(base);
    await install(extension);
    const tied = () => t.query(`select conname from pg_constraint where conrelid = 'addon_top.top_extras'::regclass and contype = 'f'`);
    expect(await tied()).toHaveLength(1);
    await t.kernel.uninstall({ addonKey: 'bottom', organizationId: ORG });
    expect(await tied()).toEqual([]);
    await install(base);
    expect(await tied()).toHaveLength(1);
  });
});

describe('an addon that is switched off', () => {
  it('answers 404 and keeps its rows until it is switched on again', async () => {
    guest.on('on', () => '');
    guest.on('off', () => '');
    await install(addon('light', { lifecycle: { enable: 'on', disable: 'off' } }));
    await row('light', 'kept');
    guest.calls.length = 0;
    const set = (status: 'enabled' | 'disabled') => t.kernel.setStatus({ addonKey: 'light', organizationId: ORG, status });
    await set('disabled');
    expect((await t.call('GET', '/data/light_things')).status).toBe(404);
    expect((await set('disabled')).steps).toEqual([]);
    await set('enabled');
    expect((await t.call('GET', '/data/light_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
    expect(guest.calls.map((call) => call.function)).toEqual(['off', 'on']);
    await expect(t.kernel.setStatus({ addonKey: 'nobody', organizationId: ORG, status: 'enabled' })).rejects.toMatchObject({
      code: 'not_installed',
    });
  });

  it('hears no events', async () => {
    const subscriptions = [{ event: 'light.Thing.created', handler: { type: 'wasm' as const, function: 'hear' } }];
    await install(
      addon('ears', {
        contributions: { subscriptions },
        capabilities: [{ kind: 'event:subscribe', target: 'light.*', reason: 'to hear' }],
      }),
    );
    guest.on('hear', () => '');
    const heardOf = async (name: string) => {
      guest.calls.length = 0;
      expect((await t.call('POST', '/data/light_things', { name })).status).toBe(201);
      await t.kernel.events.settled();
      return guest.calls.map((call) => call.function);
    };
    expect(await heardOf('heard')).toEqual(['hear']);
    await t.kernel.setStatus({ addonKey: 'ears', organizationId: ORG, status: 'disabled' });
    expect(await heardOf('unheard')).toEqual([]);
  });
});

it('whoever holds a role that an addon brought keeps it, without its grants', async () => {
  await install(
    addon('rolling', {
      rbac: { permissions: [{ key: 'rolling.see', label: 's' }], roles: [{ key: 'roller', label: 'R', permissions: ['rolling.see'] }] },
    }),
  );
  const user = USERS[2].id;
  const [before] = await t.query('select role from public.users where id = $1', [user]);
  await t.query(`update public.users set role = 'roller' where id = $1`, [user]);
  await t.kernel.uninstall({ addonKey: 'rolling', organizationId: ORG, purge: true });
  expect(await t.query(`select key from public.roles where key = 'roller'`)).toEqual([{ key: 'roller' }]);
  expect(await t.query(`select 1 from public.permissions where addon_key = 'rolling'`)).toEqual([]);
  await t.query('update public.users set role = $2 where id = $1', [user, before?.role]);
});

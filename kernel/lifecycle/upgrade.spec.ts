import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3, Model } from '../../schemas';
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

const ORG = ORGANIZATIONS[0].id;

const thing = (key: string, columns: Column[], more: Partial<Model> = {}): Model => ({
  key: 'Thing',
  table: `${key}_things`,
  audit: false,
  columns,
  ...more,
});
const addon = (key: string, version: string, columns: Column[], more: Partial<ManifestV3> = {}): ManifestV3 =>
  manifestWith(key, [thing(key, columns)], { metadata: { key, name: key, version }, ...more });

const request = (manifest: ManifestV3, more: Partial<InstallRequest> = {}): InstallRequest => ({
  manifest,
  manifestHash: hashOf(manifest),
  organizationIds: [ORG],
  locales: {},
  ...more,
});
const install = (manifest: ManifestV3, more: Partial<InstallRequest> = {}) => t.kernel.install(request(manifest, more));
const upgrade = (manifest: ManifestV3, more: Partial<InstallRequest> = {}) => t.kernel.upgrade(request(manifest, more));
const NAME: Column = { name: 'name', type: 'text' };

const columns = async (key: string) =>
  (
    await t.query(
      `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as said
      from pg_attribute a where a.attrelid = ('addon_' || $1 || '.' || $1 || '_things')::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      [key],
    )
  )
    .map(({ said }) => said)
    .filter((said) => !/^(id|organization_id|created_at|updated_at) /.test(String(said)));

/** Everything that is kept of an addon, but the ledger. */
const everything = async (key: string) => [
  await columns(key),
  await t.query(`select * from addon_${key}.${key}_things order by id`),
  await t.query('select * from public.metacore_installations where addon_key = $1', [key]),
  await t.query('select schema, state from metacore.addon_schemas where addon_key = $1', [key]),
  await t.query('select version, checksum from public.metacore_addon_migrations where addon_key = $1', [key]),
  await t.query('select * from public.permissions where addon_key = $1 order by id', [key]),
];

describe('the guards of an upgrade', () => {
  it.each([
    ['guard_absent', '1.0.0', 'not_installed', /ErrNotInstalled/],
    ['guard', '1.0.0', 'same_version', /ErrSameVersionUpgrade/],
    ['guard', '1.0.0+other', 'same_version', /ErrSameVersionUpgrade/],
    ['guard', '1.0.0-rc.1', 'cannot_downgrade', /ErrCannotDowngrade/],
    ['guard', '0.9.0', 'cannot_downgrade', /ErrCannotDowngrade/],
  ])('%s to %s: %s', async (key, version, code, message) => {
    await install(addon('guard', '1.0.0', [NAME]));
    const before = await everything('guard');
    await expect(upgrade(addon(key, version, [NAME]))).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(await everything('guard')).toEqual(before);
  });

  it('do not hold for another organization’s installation', async () => {
    await install(addon('lonely', '1.0.0', [NAME]), { organizationIds: [ORGANIZATIONS[1].id] });
    await expect(upgrade(addon('lonely', '2.0.0', [NAME]))).rejects.toMatchObject({ code: 'not_installed' });
  });
});

describe('an upgrade', () => {
  it('adds, widens and keeps what left, with the rows that are there', async () => {
    await install(
      addon('grows', '1.0.0', [
        NAME,
        { name: 'size', type: 'integer' },
        { name: 'code', type: 'varchar(5)' },
        { name: 'gone', type: 'text', not_null: true, default: 'x' },
      ]),
    );
    await t.query(`insert into addon_grows.grows_things (organization_id, name, size, code) values ('${ORG}', 'one', 7, 'abc')`);
    const { plan } = await upgrade(
      addon('grows', '1.1.0', [
        NAME,
        { name: 'size', type: 'bigint' },
        { name: 'code', type: 'varchar(9)' },
        { name: 'added', type: 'text', default: 'new' },
      ]),
    );
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['alter-column-type', 'alter-column-type', 'add-column', 'park-column']);
    expect(await columns('grows')).toEqual(['name text', 'size bigint', 'code character varying(9)', 'gone text', 'added text']);
    expect(await t.query('select name, size, code, gone, added from addon_grows.grows_things')).toEqual([
      { name: 'one', size: 7, code: 'abc', gone: 'x', added: 'new' },
    ]);
    expect(t.kernel.inspect().addons.find(({ key }) => key === 'grows')?.version).toBe('1.1.0');
    expect(
      (await t.kernel.history({ addonKey: 'grows' })).map(({ operation, version, outcome }) => `${operation} ${version} ${outcome}`),
    ).toEqual(['upgrade 1.1.0 done', 'install 1.0.0 done']);
  });

  it('keeps an empty column too, which a release never takes away', async () => {
    await install(addon('stays', '1.0.0', [NAME, { name: 'gone', type: 'text' }]));
    await upgrade(addon('stays', '2.0.0', [NAME]));
    expect(await columns('stays')).toEqual(['name text', 'gone text']);
  });

  it('keeps the settings that the organization changed, and learns new defaults', async () => {
    const settings = (...keys: string[]) => ({
      settings: keys.map((key) => ({ key, label: key, type: 'string' as const, default: 'default' })),
    });
    await install(addon('set', '1.0.0', [NAME], settings('a', 'b')));
    await t.query(`update public.metacore_installations set settings = settings || '{"a": "own"}' where addon_key = 'set'`);
    await upgrade(addon('set', '1.0.1', [NAME], settings('a', 'c')));
    expect(await t.query(`select settings from public.metacore_installations where addon_key = 'set'`)).toEqual([
      { settings: { a: 'own', b: 'default', c: 'default' } },
    ]);
  });

  it('runs migrations behind what they build on and before what builds on them', async () => {
    await install(
      addon('steps', '1.0.0', [
        { name: 'first', type: 'text' },
        { name: 'size', type: 'text' },
      ]),
    );
    await t.query(`insert into addon_steps.steps_things (organization_id, first, size) values ('${ORG}', 'Ada', '7')`);
    const next = manifestWith(
      'steps',
      [
        thing('steps', [
          { name: 'title', type: 'text', searchable: true },
          { name: 'size', type: 'integer' },
          { name: 'copied', type: 'text', not_null: true },
        ]),
      ],
      {
        metadata: { key: 'steps', name: 'steps', version: '2.0.0' },
      },
    );
    const sqlFiles = {
      'migrations/0001.sql': `alter table steps_things rename column first to title;
alter table steps_things alter column size type integer using size::integer;
update steps_things set copied = title || size;`,
    };
    const made = await t.kernel.plan(request(next, { sqlFiles }), 'upgrade');
    expect(made.steps.map(({ step }) => step.kind)).toEqual([
      'add-column',
      'run-migration',
      'verify-schema',
      'create-index',
      'require-column',
      'remember-schema',
      'grant-roles',
      'keep-way-back',
      'record-installation',
    ]);
    await upgrade(next, { sqlFiles });
    expect(await columns('steps')).toEqual(['title text', 'size integer', 'copied text not null']);
    expect(await t.query('select title, size, copied from addon_steps.steps_things')).toEqual([{ title: 'Ada', size: 7, copied: 'Ada7' }]);
    // The same manifest again asks for nothing of the catalogue.
    expect((await install(next, { sqlFiles, development: true })).plan.steps).toEqual([]);
  });

  it('refuses a migration that did not do what it said', async () => {
    await install(addon('says', '1.0.0', [{ name: 'size', type: 'text' }]));
    const sqlFiles = { 'migrations/0001.sql': 'alter table says_things alter column size type bigint using size::bigint;' };
    const before = await everything('says');
    await expect(upgrade(addon('says', '2.0.0', [{ name: 'size', type: 'integer' }]), { sqlFiles })).rejects.toMatchObject({
      code: 'change_not_made',
      details: { place: 'says_things.size', wanted: 'integer', found: 'bigint' },
    });
    expect(await everything('says')).toEqual(before);
  });
});

describe('what is blocked without a declared migration', () => {
  const refused = async (key: string, manifest: ManifestV3, sqlFiles: Record<string, string> = {}) => {
    const before = await everything(key);
    const error = await upgrade(manifest, { sqlFiles }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(await everything(key)).toEqual(before);
    return error;
  };

  it('is another type, with the migration that would do it', async () => {
    await install(addon('types', '1.0.0', [{ name: 'size', type: 'text' }]));
    const next = addon('types', '2.0.0', [{ name: 'size', type: 'integer' }]);
    const cure = 'alter table "types_things" alter column "size" type integer using "size"::integer;';
    expect(await refused('types', next)).toMatchObject({
      code: 'upgrade_blocked',
      details: {
        change: 'type',
        place: 'types_things.size',
        pointer: '/models/0/columns/0/type',
        detail: 'text → integer',
        cure,
        others: 0,
      },
    });
    expect(await t.kernel.plan(request(next), 'upgrade')).toMatchObject({ steps: [], blocked: [{ change: 'type', cure }] });
    await upgrade(next, { sqlFiles: { 'migrations/0001.sql': cure } });
    expect(await columns('types')).toEqual(['size integer']);
  });

  it('is a column of the primary key that is gone', async () => {
    const keyed = (version: string, list: Column[]) => addon('keyed', version, list);
    await install(keyed('1.0.0', [{ name: 'code', type: 'text', primary_key: true }, NAME]));
    await t.query(`insert into addon_keyed.keyed_things (organization_id, code) values ('${ORG}', 'a')`);
    expect(await refused('keyed', keyed('2.0.0', [NAME]))).toMatchObject({
      code: 'upgrade_blocked',
      details: { change: 'primary_key', place: 'keyed_things.code' },
    });
  });

  it('is a column that a model of another addon references', async () => {
    await install(addon('base', '1.0.0', [NAME, { name: 'code', type: 'text' }]));
    await install(
      manifestWith('user_of_base', [
        {
          key: 'Line',
          table: 'base_lines',
          columns: [{ name: 'code', type: 'text' }],
          foreign_keys: [{ columns: ['code'], references: { model: 'base.Thing', columns: ['code'] }, policy: 'logical' }],
        },
      ]),
    );
    expect(await refused('base', addon('base', '2.0.0', [NAME]))).toMatchObject({
      details: { change: 'referenced', place: 'base_things.code', detail: 'user_of_base.Line' },
    });
    await upgrade(addon('base', '2.0.0', [NAME]), { sqlFiles: { 'migrations/0001.sql': 'alter table base_things drop column code;' } });
    expect(await columns('base')).toEqual(['name text']);
  });

  it('is a permission that somebody holds', async () => {
    const rbac = (...keys: string[]) => ({
      rbac: {
        permissions: keys.map((key) => ({ key, label: key })),
        roles: [{ key: USERS[1].role, label: 'Agents', permissions: keys }],
      },
    });
    await install(addon('rights', '1.0.0', [NAME], rbac('rights.see', 'rights.burn')));
    expect(await refused('rights', addon('rights', '2.0.0', [NAME], rbac('rights.see')))).toMatchObject({
      details: { change: 'permission', place: 'rights.burn', detail: USERS[1].role },
    });
  });
});

describe('the ladder', () => {
  const ladder = (version: string, upgradeSteps: NonNullable<ManifestV3['lifecycle']>['upgrade'], more: Partial<ManifestV3> = {}) =>
    addon('climb', version, [NAME], { lifecycle: { upgrade: upgradeSteps ?? [] }, ...more });

  it('runs SQL of the bundle, functions and webhooks in manifest order', async () => {
    await install(addon('climb', '1.0.0', [NAME]));
    await t.query(`insert into addon_climb.climb_things (organization_id, name) values ('${ORG}', 'a')`);
    guest.on('up', () => ({ success: true }));
    const manifest = ladder(
      '2.0.0',
      [
        { from: '1.x', type: 'sql', function: 'upgrade/one.sql' },
        { from: '1.x', type: 'wasm', function: 'up' },
        { from: '0.x', type: 'sql', function: 'upgrade/zero.sql' },
        { from: '1.x', type: 'webhook', function: 'https://example.com/up' },
      ],
      { capabilities: [{ kind: 'http:fetch', target: 'example.com' }] },
    );
    await upgrade(manifest, { sqlFiles: { 'upgrade/one.sql': `update climb_things set name = name || '!';` } });
    // Once: what the rehearsal did was taken back.
    expect(await t.query('select name from addon_climb.climb_things')).toEqual([{ name: 'a!' }]);
    expect(guest.calls.at(-1)).toEqual({
      function: 'up',
      payload: { event: 'upgrade', addon_key: 'climb', org_id: ORG, from_version: '1.0.0', to_version: '2.0.0', phase: 'before' },
    });
    expect((await t.kernel.sentWebhooks(ORG)).map(({ url, event }) => `${event} ${url}`)).toEqual(['upgrade https://example.com/up']);
    const [done] = await t.kernel.history({ addonKey: 'climb' });
    expect(done?.steps.slice(0, 3).map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'run-upgrade-sql /lifecycle/upgrade/0',
      'call-function /lifecycle/upgrade/1',
      'send-webhook /lifecycle/upgrade/3',
    ]);
  });

  it('stops everything where a function refuses, or a file is not there', async () => {
    const before = await everything('climb');
    guest.on('down', () => ({ success: false, error: { code: 'no', message: 'not today' } }));
    await expect(upgrade(ladder('3.0.0', [{ from: '2.x', type: 'wasm', function: 'down' }]))).rejects.toMatchObject({
      code: 'hook_failed',
      message: 'The hook “upgrade” (down) failed: not today. Nothing was changed.',
    });
    await expect(upgrade(ladder('3.0.0', [{ from: '2.x', type: 'sql', function: 'upgrade/none.sql' }]))).rejects.toMatchObject({
      code: 'upgrade_file_missing',
      details: { file: 'upgrade/none.sql', pointer: '/lifecycle/upgrade/0' },
    });
    expect(await everything('climb')).toEqual(before);
  });
});

describe('hooks of an install', () => {
  const hooked = addon('hooked', '1.0.0', [NAME], { lifecycle: { install: 'wasm:on_install', enable: 'on_enable' } });

  it('run within it, once, and a failure of one is a failure of all', async () => {
    guest.on('on_install', () => ({ success: true }));
    guest.on('on_enable', () => ({ success: false, error: { code: 'no', message: 'no' } }));
    await expect(install(hooked)).rejects.toMatchObject({ code: 'hook_failed' });
    expect(await t.query(`select 1 from pg_namespace where nspname = 'addon_hooked'`)).toEqual([]);
    guest.on('on_enable', () => '');
    guest.calls.length = 0;
    await install(hooked);
    await install(hooked);
    expect(guest.calls).toEqual([
      { function: 'on_install', payload: { event: 'install', addon_key: 'hooked', org_id: ORG, version: '1.0.0' } },
      { function: 'on_enable', payload: { event: 'enable', addon_key: 'hooked', org_id: ORG, version: '1.0.0' } },
    ]);
  });
});

describe('what an install of a release refuses of other addons', () => {
  it.each([
    ['a permission', { rbac: { permissions: [{ key: 'common.key', label: 'c' }], roles: [] } }, 'permission_taken'],
    ['an option catalogue', { provides_options: [{ key: 'common', model: 'Thing', value: 'id', label: 'name' }] }, 'provision_taken'],
  ] as const)('is %s that one has', async (_, block, code) => {
    const more = structuredClone(block) as unknown as Partial<ManifestV3>;
    await install(addon(`has_${code}`, '1.0.0', [NAME], more));
    await expect(install(addon(`wants_${code}`, '1.0.0', [NAME], more))).rejects.toMatchObject({ code, details: { owner: `has_${code}` } });
  });

  it('is a circle of requirements, with everybody in it', async () => {
    const needing = (key: string, version: string, other: string, optional?: boolean) =>
      addon(key, version, [NAME], {
        compatibility: { requires: [{ key: other, version: '>=1', ...(optional !== undefined && { optional }) }] },
      });
    await install(needing('ring_a', '1.0.0', 'ring_b', true));
    await install(needing('ring_b', '1.0.0', 'ring_a'));
    await expect(upgrade(needing('ring_a', '1.1.0', 'ring_b'))).rejects.toMatchObject({
      code: 'requirement_cycle',
      details: { keys: ['ring_a', 'ring_b', 'ring_a'] },
    });
  });
});

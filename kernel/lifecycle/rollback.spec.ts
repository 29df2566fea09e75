/** The way back from an upgrade: what is planned, what the catalogue and the rows are afterwards, and what refuses it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { createTestGuest } from '../testing/guest';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { printPlan } from './plan';
import type { InstallRequest } from './request';

let t: TestKernel;
beforeAll(async () => {
  const guest = createTestGuest();
  guest.on('up', () => '');
  t = await openTestKernel({ guest });
});
afterAll(() => t.database.close());

const [{ id: ORG }, { id: OTHER }] = ORGANIZATIONS;
const BOTH = ORGANIZATIONS.map(({ id }) => id);

const things = (key: string, columns: Column[]): Model => ({ key: 'Thing', table: `${key}_things`, audit: false, columns });
const addon = (key: string, version: string, columns: Column[], more: Partial<ManifestV3> = {}): ManifestV3 =>
  manifestWith(key, [things(key, columns)], { metadata: { key, name: key, version }, ...more });

const request = (manifest: ManifestV3, more: Partial<InstallRequest> = {}): InstallRequest => ({
  manifest,
  manifestHash: hashOf(manifest),
  organizationIds: [ORG],
  locales: {},
  ...more,
});
const install = (manifest: ManifestV3, more: Partial<InstallRequest> = {}) => t.kernel.install(request(manifest, more));
const upgrade = (manifest: ManifestV3, more: Partial<InstallRequest> = {}) => t.kernel.upgrade(request(manifest, more));
const back = (addonKey: string, organizationIds: readonly string[] | null = [ORG]) => t.kernel.rollback({ addonKey, organizationIds });
const insert = (key: string, columns: string, values: string, organization = ORG) =>
  t.query(`insert into addon_${key}.${key}_things (organization_id, ${columns}) values ('${organization}', ${values})`);

const NAME: Column = { name: 'name', type: 'text' };
const NOTE: Column = { name: 'note', type: 'text' };

const columns = async (key: string) =>
  (
    await t.query(
      `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as said
      from pg_attribute a where a.attrelid = ('addon_' || $1 || '.' || $1 || '_things')::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      [key],
    )
  )
    .map(({ said }) => String(said))
    .filter((said) => !/^(id|organization_id) /.test(said));

const installation = (key: string) =>
  t.query(
    `select organization_id, version, status, manifest_hash, manifest, locales, settings, event_schemas from public.metacore_installations
      where addon_key = $1 order by organization_id`,
    [key],
  );

describe('a rollback', () => {
  it('gives back the installation, the tables and the permissions of the version before, as the plan says', async () => {
    const rbac = (...permissions: string[]): NonNullable<ManifestV3['rbac']> => ({
      permissions: permissions.map((name) => ({ key: `plain.${name}`, label: name })),
      roles: [{ key: 'plain_user', label: 'U', permissions: permissions.map((name) => `plain.${name}`) }],
    });
    const settings = [{ key: 'plain_size', type: 'number', label: 'Size', default: 1 }] as NonNullable<ManifestV3['settings']>;
    await install(addon('plain', '1.0.0', [NAME, { name: 'size', type: 'integer' }], { rbac: rbac('see'), settings }), {
      locales: { en: { hello: 'one' } },
    });
    await insert('plain', 'name, size', `'kept', 7`);
    const before = [
      await columns('plain'),
      await installation('plain'),
      await t.query('select role_key, permission from public.permissions order by 1, 2'),
    ];
    const next = addon(
      'plain',
      '1.1.0',
      [NAME, { name: 'size', type: 'bigint' }, NOTE, { name: 'count', type: 'integer', default: '0', not_null: true }],
      {
        rbac: rbac('see', 'touch'),
        settings,
      },
    );
    await upgrade(next, { locales: { en: { hello: 'two' } } });
    expect(await installation('plain')).not.toEqual(before[1]);
    const planned = await t.kernel.rollbackPlan({ addonKey: 'plain', organizationIds: [ORG] });
    expect(planned).toMatchObject({ operation: 'rollback', addonKey: 'plain', version: '1.0.0', blocked: [] });
    expect(printPlan(planned).map(({ does, risk }) => `${does} ${risk}`)).toEqual([
      'drop column plain_things.note safe',
      'drop column plain_things.count safe',
      'alter column type plain_things.size slow',
      'remember what addon_plain holds safe',
      'roles plain_user, agent, viewer and what they may do safe',
      'record plain 1.0.0 safe',
    ]);
    const { notes } = await back('plain');
    expect(notes).toEqual([]);
    expect([
      await columns('plain'),
      await installation('plain'),
      await t.query('select role_key, permission from public.permissions order by 1, 2'),
    ]).toEqual(before);
    expect(await t.query('select name, size from addon_plain.plain_things')).toEqual([{ name: 'kept', size: 7 }]);
    const [entry] = await t.kernel.history({ addonKey: 'plain', limit: 1 });
    expect(entry).toMatchObject({ operation: 'rollback', version: '1.0.0', outcome: 'done' });
    // The same upgrade goes through once more.
    await upgrade(next);
  });

  it('keeps what was written since: columns and tables that hold something are hidden, and an upgrade shows them again', async () => {
    const more: Model = { key: 'More', table: 'kept_mores', audit: false, columns: [NAME] };
    const one = addon('kept', '1.0.0', [NAME]);
    const two = { ...addon('kept', '2.0.0', [NAME, NOTE]), models: [things('kept', [NAME, NOTE]), more] };
    await install(one);
    await upgrade(two);
    await insert('kept', 'name, note', `'a', 'said'`);
    await t.query(`insert into addon_kept.kept_mores (organization_id, name) values ('${ORG}', 'row')`);
    const { notes } = await back('kept');
    expect(notes).toEqual([
      { code: 'column_parked', table: 'kept_things', column: 'note' },
      { code: 'table_parked', table: 'kept_mores' },
    ]);
    await insert('kept', 'name', `'b'`);
    await upgrade(two);
    expect(await t.query('select name, note from addon_kept.kept_things order by name')).toEqual([
      { name: 'a', note: 'said' },
      { name: 'b', note: null },
    ]);
    expect(await t.query('select name from addon_kept.kept_mores')).toEqual([{ name: 'row' }]);
  });

  it.each(['a file beside it', 'its part under +goose Down'])('runs migrations backwards, the last one first, by %s', async (way) => {
    const key = way === 'a file beside it' ? 'beside' : 'goose';
    const migrations: [file: string, up: string, down: string][] = [
      ['0001_title', `alter table ${key}_things rename column name to title`, `alter table ${key}_things rename column title to name`],
      [
        '0002_size',
        `alter table ${key}_things alter column size type integer using size::integer; alter table ${key}_things drop column gone`,
        `alter table ${key}_things alter column size type text using size || ' cm'; alter table ${key}_things add column gone text`,
      ],
    ];
    const sqlFiles = Object.fromEntries(
      migrations.flatMap(([file, up, down]) =>
        key === 'beside'
          ? [
              [`migrations/${file}.up.sql`, up],
              [`migrations/${file}.down.sql`, down],
            ]
          : [[`migrations/${file}.sql`, `-- +goose Up\n${up};\n-- +goose Down\n${down};\n`]],
      ),
    );
    const one = addon(key, '1.0.0', [NAME, { name: 'size', type: 'text' }, { name: 'gone', type: 'text' }]);
    await install(one);
    await insert(key, 'name, size, gone', `'a', '12', 'lost'`);
    await upgrade(
      addon(key, '2.0.0', [
        { name: 'title', type: 'text' },
        { name: 'size', type: 'integer' },
      ]),
      { sqlFiles },
    );
    expect(await t.query(`select title, size from addon_${key}.${key}_things`)).toEqual([{ title: 'a', size: 12 }]);
    await back(key);
    expect(await t.query(`select name, size, gone from addon_${key}.${key}_things`)).toEqual([{ name: 'a', size: '12 cm', gone: null }]);
    expect(await t.query('select version from public.metacore_addon_migrations where addon_key = $1', [key])).toEqual([]);
    const [entry] = await t.kernel.history({ addonKey: key, limit: 1 });
    expect(entry?.steps.filter(({ kind }) => kind === 'revert-migration').map(({ reason }) => reason)).toEqual(
      key === 'beside'
        ? ['migrations/0002_size.down.sql', 'migrations/0001_title.down.sql']
        : ['migrations/0002_size.sql', 'migrations/0001_title.sql'],
    );
  });

  it('gives names back that the author’s hand moved', async () => {
    await install(addon('hand', '1.0.0', [NAME]));
    await insert('hand', 'name', `'a'`);
    const title: Column = { name: 'title', type: 'text' };
    await upgrade(addon('hand', '1.1.0', [title]), { renames: [{ kind: 'column', table: 'hand_things', from: 'name', to: 'title' }] });
    expect(await t.query('select title from addon_hand.hand_things')).toEqual([{ title: 'a' }]);
    await back('hand');
    expect(await t.query('select name from addon_hand.hand_things')).toEqual([{ name: 'a' }]);
  });

  it('goes back one upgrade at a time, three at most', async () => {
    for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'])
      await (version === '1.0.0' ? install : upgrade)(
        addon('steps', version, [NAME, { name: `c${version.replaceAll('.', '')}`, type: 'text' }]),
      );
    const versions: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await back('steps');
      versions.push((await installation('steps'))[0]?.version);
    }
    expect(versions).toEqual(['1.3.0', '1.2.0', '1.1.0']);
    await expect(back('steps')).rejects.toMatchObject({ code: 'nothing_to_roll_back' });
  });

  it('leaves an addon that is switched off as it is', async () => {
    await install(addon('quiet', '1.0.0', [NAME]));
    await t.kernel.setStatus({ addonKey: 'quiet', organizationId: ORG, status: 'disabled' });
    await upgrade(addon('quiet', '1.1.0', [NAME, NOTE]));
    expect(await installation('quiet')).toMatchObject([{ version: '1.1.0', status: 'disabled' }]);
    await back('quiet');
    expect(await installation('quiet')).toMatchObject([{ version: '1.0.0', status: 'disabled' }]);
  });

  it('takes every organization back together, and keeps settings that one of them chose', async () => {
    const settings = [{ key: 'all_size', type: 'number', label: 'Size', default: 1 }] as NonNullable<ManifestV3['settings']>;
    await install(addon('all', '1.0.0', [NAME], { settings }), { organizationIds: BOTH });
    await upgrade(addon('all', '1.1.0', [NAME, NOTE], { settings }), { organizationIds: BOTH });
    await t.query(
      `update public.metacore_installations set settings = '{"all_size": 5}' where addon_key = 'all' and organization_id = $1`,
      [OTHER],
    );
    await expect(back('all')).rejects.toMatchObject({ code: 'shared_with_newer', details: { version: '1.1.0', organization: OTHER } });
    await back('all', null);
    expect((await installation('all')).map(({ version, settings: kept }) => [version, kept])).toEqual(
      [ORG, OTHER].sort().map((id) => ['1.0.0', { all_size: id === OTHER ? 5 : 1 }]),
    );
  });
});

describe('a rollback is refused, and nothing is changed', () => {
  const all = async (key: string) => [
    await columns(key),
    await installation(key),
    await t.query(`select * from addon_${key}.${key}_things order by id`),
    await t.query('select seq from metacore.ways_back where addon_key = $1', [key]),
  ];
  const refused = async (key: string, expected: object) => {
    const before = await all(key);
    await expect(back(key)).rejects.toMatchObject(expected);
    expect(await all(key)).toEqual(before);
  };

  it('where nothing is installed, or no upgrade led to it', async () => {
    await expect(back('nowhere')).rejects.toMatchObject({ code: 'not_installed' });
    await expect(back('nowhere', null)).rejects.toMatchObject({ code: 'not_installed' });
    await install(addon('fresh', '1.0.0', [NAME]));
    await refused('fresh', { code: 'nothing_to_roll_back', details: { version: '1.0.0' } });
    await upgrade(addon('fresh', '1.1.0', [NAME, NOTE]));
    // Another text of the same version: the way back belongs to what the upgrade brought.
    await install(addon('fresh', '1.1.0', [NAME, NOTE, { name: 'third', type: 'text' }]));
    await refused('fresh', { code: 'nothing_to_roll_back' });
  });

  it('where the upgrade ran a migration or a step of the ladder that nobody wrote a way back for', async () => {
    await install(addon('oneway', '1.0.0', [NAME]));
    await upgrade(addon('oneway', '1.1.0', [NAME]), { sqlFiles: { 'migrations/0001_fill.sql': `update oneway_things set name = 'x'` } });
    await refused('oneway', { code: 'no_way_back', details: { version: '1.1.0', file: 'migrations/0001_fill.sql' } });
    await install(addon('rungs', '1.0.0', [NAME]));
    await upgrade(addon('rungs', '2.0.0', [NAME], { lifecycle: { upgrade: [{ from: '1.x', type: 'wasm', function: 'up' }] } }));
    await refused('rungs', { code: 'no_way_back', details: { file: 'up' } });
  });

  it('where a value written since does not fit the older type', async () => {
    await install(addon('narrow', '1.0.0', [{ name: 'size', type: 'integer' }]));
    await upgrade(addon('narrow', '1.1.0', [{ name: 'size', type: 'bigint' }]));
    await insert('narrow', 'size', '5000000000');
    await refused('narrow', { code: 'values_do_not_fit', details: { place: 'narrow_things.size', sample: '"5000000000"' } });
  });

  it('where the way back of a migration fails, or holds what no migration may', async () => {
    await install(addon('broken', '1.0.0', [NAME]));
    const sqlFiles = {
      'migrations/0001.sql': 'create table broken_extra (id int)',
      'migrations/0001.down.sql': 'drop table broken_extra;\nselect 1 / 0;',
    };
    await upgrade(addon('broken', '1.1.0', [NAME]), { sqlFiles });
    await refused('broken', { code: 'migration_failed', details: { file: 'migrations/0001.down.sql', line: 2 } });
    await install(addon('evil', '1.0.0', [NAME]));
    await upgrade(addon('evil', '1.1.0', [NAME]), {
      sqlFiles: { 'migrations/0001.sql': 'select 1', 'migrations/0001.down.sql': 'drop database postgres' },
    });
    await refused('evil', { code: 'migration_refused', details: { file: 'migrations/0001.down.sql' } });
  });

  it('where another addon needs the newer version', async () => {
    await install(addon('base', '1.0.0', [NAME]));
    await upgrade(addon('base', '1.1.0', [NAME]));
    await install(addon('user', '1.0.0', [NAME], { compatibility: { requires: [{ key: 'base', version: '^1.1' }] } }));
    await refused('base', { code: 'requirement_missing', details: { addon: 'user', key: 'base', range: '^1.1', installed: '1.0.0' } });
  });
});

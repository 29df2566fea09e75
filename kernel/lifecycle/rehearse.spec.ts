import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const before = manifestWith('play', [{ key: 'Thing', table: 'plays', audit: false, columns: [{ name: 'name', type: 'text' }] }]);
const after = manifestWith('play', [
  {
    key: 'Thing',
    table: 'plays',
    audit: false,
    columns: [{ name: 'title', type: 'text', not_null: true, default: 'none' }],
    seed: { key: 'title', rows: [{ title: 'first' }] },
  },
]);

const rehearse = (manifest: ManifestV3, more = {}) =>
  t.kernel.rehearse({ manifest, manifestHash: hashOf(manifest), organizationIds: [ORG], locales: {}, development: true, ...more });

const dump = async () => [
  await t.query('select * from addon_play.plays order by id'),
  await t.query('select * from public.metacore_installations order by id'),
  await t.query('select * from metacore.addon_schemas'),
  await t.query('select seq, op, row_id from metacore.journal order by seq'),
  await t.query('select count(*) from metacore.lifecycle_operations'),
];

describe('a rehearsal', () => {
  it('does every step, tells of rows and tables, and leaves everything as it was', async () => {
    await t.install(before);
    await t.query(`insert into addon_play.plays (organization_id, name) values ('${ORG}', 'one')`);
    const was = await dump();
    const rehearsed = await rehearse(after, { renames: [{ kind: 'column', table: 'plays', from: 'name', to: 'title' }] });
    expect(await dump()).toEqual(was);
    expect(rehearsed.ran.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'rename-column done',
      'set-default done',
      'set-not-null done',
      'remember-schema done',
      'seed-rows done',
      'grant-roles done',
      'record-installation done',
    ]);
    expect(rehearsed.tables).toMatchObject([
      {
        schema: 'addon_play',
        table: 'plays',
        insert: 1,
        update: 1,
        delete: 0,
        examples: [
          { before: null, after: expect.stringContaining('"title":"one"') as string },
          { before: null, after: expect.stringContaining('"title":"first"') as string },
        ],
      },
    ]);
    const [schema] = rehearsed.schemas;
    const names = (side: typeof schema extends undefined ? never : 'before' | 'after') =>
      schema?.[side]?.[0]?.columns.map(({ name }) => name);
    expect([names('before'), names('after')]).toEqual([
      ['id', 'organization_id', 'name', 'created_at', 'updated_at'],
      ['id', 'organization_id', 'title', 'created_at', 'updated_at'],
    ]);
  });

  it('is refused by what would refuse the operation, with nothing changed', async () => {
    const was = await dump();
    const wrong = manifestWith('play', [{ key: 'Thing', table: 'plays', audit: false, columns: [{ name: 'name', type: 'integer' }] }]);
    await expect(rehearse(wrong)).rejects.toMatchObject({ code: 'values_do_not_fit' });
    expect(await dump()).toEqual(was);
  });
});

describe('the ledger', () => {
  it('keeps every step of an operation, and what failed', async () => {
    await t.install(manifestWith('kept', [{ key: 'Thing', table: 'kepts', audit: false, columns: [{ name: 'name', type: 'text' }] }]));
    const broken = manifestWith('kept', [
      {
        key: 'Thing',
        table: 'kepts',
        audit: false,
        columns: [
          { name: 'name', type: 'text' },
          { name: 'size', type: 'integer' },
        ],
        seed: { key: 'name', rows: [{ name: 'a', size: 'no number' }] },
      },
    ]);
    await expect(t.install(broken)).rejects.toMatchObject({ code: 'install_failed' });
    const [failed, done] = await t.kernel.history({ addonKey: 'kept' });
    expect(done).toMatchObject({ operation: 'install', version: '1.0.0', outcome: 'done', message: '', organizationId: null });
    expect(done?.steps[0]).toMatchObject({ kind: 'create-schema', reason: '/models', outcome: 'done', does: 'create schema addon_kept' });
    expect(failed).toMatchObject({ outcome: 'failed', message: expect.stringContaining('seed of kepts') as string });
    expect(failed?.steps.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'add-column done',
      'remember-schema done',
      'seed-rows failed',
    ]);
    expect(
      await t.query(`select column_name from information_schema.columns where table_schema = 'addon_kept' and column_name = 'size'`),
    ).toEqual([]);
  });

  it('holds the newest hundred operations of an addon', async () => {
    await t.query(`insert into metacore.lifecycle_operations (operation, addon_key, version, duration_ms, outcome, steps)
      select 'install', 'many', '1.0.' || n, 1, 'done', '[]' from generate_series(1, 150) n`);
    await t.install(manifestWith('many', []));
    const kept = await t.kernel.history({ addonKey: 'many' });
    expect([kept.length, kept.at(-1)?.version]).toEqual([100, '1.0.52']);
  });
});

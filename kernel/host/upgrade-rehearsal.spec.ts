/** An upgrade rehearsed on rows that look real: what is found is what the upgrade would do, and nothing is done. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { writeBundle } from '../bundle/write';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { createUpgradeRehearsal, type UpgradeRehearsal } from './upgrade-rehearsal';

let t: TestKernel;
let rehearsal: UpgradeRehearsal;
beforeAll(async () => {
  t = await openTestKernel();
  rehearsal = createUpgradeRehearsal(t.kernel);
});
afterAll(() => t.database.close());

async function version(number: string, columns: Column[], files: Record<string, string> = {}): Promise<Uint8Array> {
  const manifest = {
    ...manifestWith('shop', [{ key: 'Thing', table: 'things', columns: [{ name: 'organization_id', type: 'uuid' }, ...columns] }]),
    metadata: { key: 'shop', name: 'Shop', version: number, description: 'Shop', author: 'A', license: 'MIT' },
    compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
  };
  const texts = Object.entries({ 'manifest.json': JSON.stringify(manifest), ...files });
  return writeBundle(new Map(texts.map(([path, text]) => [path, new TextEncoder().encode(text)])));
}

const NAME: Column = { name: 'name', type: 'text', not_null: true };
const order = (before: Uint8Array | null, after: Uint8Array) => ({ before, after, beside: [], rows: 5, seed: 1 });
const tableNow = async () =>
  (
    await t.query(`select column_name as name from information_schema.columns where table_schema = 'addon_shop' and table_name = 'things'`)
  ).map(({ name }) => name);

it('tells tables, rows and steps, and leaves the version that is out there as it was', async () => {
  const report = await rehearsal.rehearse(
    order(
      await version('1.0.0', [NAME, { name: 'price', type: 'numeric' }]),
      await version('1.1.0', [NAME, { name: 'price', type: 'integer' }, { name: 'extra', type: 'text' }], {
        'migrations/0001_price.sql': 'alter table things alter column price type integer using round(price)::integer;',
      }),
    ),
  );
  expect(report).toMatchObject({
    from: '1.0.0',
    to: '1.1.0',
    isAssumed: false,
    filled: { things: 10 },
    blocked: [],
    consent: { migrations: ['migrations/0001_price.sql'], warnings: { lossy: 1 } },
    tables: [
      {
        table: 'things',
        change: 'changed',
        columns: [
          { name: 'price', before: 'numeric(18,4)', after: 'integer' },
          { name: 'extra', before: null, after: 'text' },
        ],
      },
    ],
    rows: [{ table: 'things', update: 10, insert: 0, delete: 0 }],
  });
  expect(report.rows[0]?.examples[0]?.before).not.toBe(report.rows[0]?.examples[0]?.after);
  expect(report.steps.map(({ kind }) => kind)).toContain('run-migration');
  expect(await tableNow()).not.toContain('extra');
});

it('tells what stands in the way, with the migration that would allow it', async () => {
  const report = await rehearsal.rehearse(
    order(
      await version('1.0.0', [NAME, { name: 'price', type: 'numeric' }]),
      await version('1.1.0', [NAME, { name: 'price', type: 'integer' }]),
    ),
  );
  expect(report).toMatchObject({ steps: [], blocked: [{ change: 'type', place: 'things.price' }] });
  expect(report.blocked[0]?.cure).toMatch(/^alter table "things" alter column "price" type integer/);
});

it('takes a version that nobody raised yet as the next one, and says so', async () => {
  const same = await version('1.0.0', [NAME]);
  expect(await rehearsal.rehearse(order(same, await version('1.0.0', [NAME, { name: 'extra', type: 'text' }])))).toMatchObject({
    from: '1.0.0',
    to: '1.0.1',
    isAssumed: true,
  });
});

it('goes on with what was kept, rows included', async () => {
  await rehearsal.rehearse(order(await version('1.0.0', [NAME]), await version('1.1.0', [NAME, { name: 'extra', type: 'text' }])));
  await rehearsal.keep();
  expect(await tableNow()).toContain('extra');
  const third = await version('1.2.0', [NAME, { name: 'extra', type: 'text' }, { name: 'third', type: 'date' }]);
  expect(await rehearsal.rehearse(order(null, third))).toMatchObject({
    from: '1.1.0',
    to: '1.2.0',
    tables: [{ columns: [{ name: 'third', change: 'added' }] }],
  });
  expect((await t.query('select count(*)::int as n from addon_shop.things'))[0]).toEqual({ n: 10 });
});

it('refuses a downgrade and another addon by the names of the platform', async () => {
  const [old, young] = [await version('1.0.0', [NAME]), await version('2.0.0', [NAME])];
  await expect(rehearsal.rehearse(order(young, old))).rejects.toMatchObject({ code: 'cannot_downgrade' });
});

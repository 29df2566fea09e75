/** Migrations of an author who is at work: nothing that is being typed runs, and nothing of them keeps the screens away. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { InstallRequest } from './request';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());
beforeEach(() => t.kernel.reset('shop'));

const manifest = manifestWith('shop', [
  {
    key: 'Thing',
    table: 'things',
    columns: [
      { name: 'organization_id', type: 'uuid' },
      { name: 'name', type: 'text' },
      { name: 'size', type: 'integer' },
    ],
  },
]);

const FIRST = 'migrations/0001_first.sql';
const SECOND = 'migrations/0002_second.sql';
const ROW = (name: string) => `insert into things (organization_id, name) values ('${ORGANIZATIONS[0].id}', '${name}');`;

const install = async (sqlFiles: Record<string, string>, migrate?: InstallRequest['migrate']) =>
  (await t.install(manifest, { sqlFiles, ...(migrate && { migrate }) })).notes;

const names = async () => (await t.query('select name from addon_shop.things order by name')).map(({ name }) => name);
const ran = async () =>
  (await t.query(`select version from public.metacore_addon_migrations where addon_key = 'shop' order by 1`)).map(({ version }) => version);

it('those of a first install run, once', async () => {
  expect(await install({ [FIRST]: ROW('a') })).toEqual([]);
  expect(await install({ [FIRST]: ROW('a') })).toEqual([]);
  expect([await names(), await ran()]).toEqual([['a'], ['0001_first']]);
});

it('one that comes later waits until the author says so', async () => {
  await install({ [FIRST]: ROW('a') });
  const both = { [FIRST]: ROW('a'), [SECOND]: ROW('b') };
  expect(await install(both)).toEqual([{ code: 'migration_waiting', table: SECOND }]);
  expect(await names()).toEqual(['a']);
  expect(await install(both, 'run')).toEqual([]);
  expect(await install(both)).toEqual([]);
  expect(await names()).toEqual(['a', 'b']);
});

it('one that is taken as run does not run, and neither does one that changed', async () => {
  await install({ [FIRST]: ROW('a') });
  const changed = { [FIRST]: ROW('other'), [SECOND]: ROW('b') };
  expect(await install(changed)).toEqual([
    { code: 'migration_changed', table: FIRST },
    { code: 'migration_waiting', table: SECOND },
  ]);
  expect(await install(changed, 'record')).toEqual([]);
  expect(await install(changed)).toEqual([]);
  expect([await names(), await ran()]).toEqual([['a'], ['0001_first', '0002_second']]);
});

it('one that fails is taken back alone, and what comes behind it waits', async () => {
  expect(await install({ [FIRST]: `${ROW('a')}\nselect missing;`, [SECOND]: ROW('b') })).toMatchObject([
    { code: 'migration_failed', table: FIRST, refusal: { code: 'migration_failed', details: { file: FIRST, line: 2, sqlState: '42703' } } },
    { code: 'migration_waiting', table: SECOND },
  ]);
  expect([await names(), await ran()]).toEqual([[], []]);
});

it.each([
  ['select from where;', 'migration_syntax'],
  ['drop database metacore;', 'migration_refused'],
  ['insert into public.users default values;', 'migration_refused'],
])('%s is told with its line, and the tables are there', async (text, code) => {
  expect(await install({ [FIRST]: `-- one\n${text}`, [SECOND]: ROW('b') })).toMatchObject([
    { code: 'migration_failed', table: FIRST, refusal: { code, details: { file: FIRST, line: 2 } } },
  ]);
  expect([await names(), await ran()]).toEqual([[], []]);
});

it('a release refuses what an author is only told of', async () => {
  await install({ [FIRST]: ROW('a') });
  await expect(t.install(manifest, { sqlFiles: { [FIRST]: ROW('other') }, development: false })).rejects.toMatchObject({
    code: 'migration_changed',
  });
});

it('none runs where the last install did not come back', async () => {
  expect(await install({ [FIRST]: ROW('a') }, 'hold')).toEqual([{ code: 'migration_waiting', table: FIRST }]);
  expect(await names()).toEqual([]);
});

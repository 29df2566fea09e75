import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RowState } from '../journal/entry';
import { memoryStorage } from '../testing/memory-storage';
import { pendingEntries } from '../journal/log';
import { replay } from './replay';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { installProject } from './install-project';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const OWNER = { shared: [{ name: 'organization_id', type: 'uuid' }], schema: [] } as const;

const order = (isolation: 'shared' | 'schema', required = false) => ({
  manifestText: JSON.stringify(
    manifestWith(
      'notes',
      [{ key: 'Note', table: 'notes', columns: [...OWNER[isolation], { name: 'text', type: 'text', not_null: required }] }],
      {
        metadata: { key: 'notes', name: 'Notes', version: '1.0.0', description: 'Notes', author: 'A', license: 'MIT' },
        compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
        tenancy: { isolation },
      },
    ),
  ),
  renames: [],
  playgroundText: '',
  localeFiles: {},
  templateFiles: {},
});

/** What the project's storage holds. */
async function kept(): Promise<RowState[]> {
  const { storage, rows } = memoryStorage();
  await storage.keep(await pendingEntries(t.database, 0));
  return [...rows.values()].filter(({ table }) => table === 'notes');
}

it.each(['shared', 'schema'] as const)('rows of every organization come back under %s isolation', async (isolation) => {
  expect(await installProject(t.kernel, order(isolation))).toMatchObject({ ok: true, addonKey: 'notes', notes: [] });
  await t.call('POST', '/data/notes', { text: 'ours' });
  await t.call('POST', '/data/notes', { text: 'theirs' }, OTHER_PRINCIPAL);
  const rows = await kept();
  expect(rows).toHaveLength(2);
  // As on a database that was built anew.
  await t.kernel.reset('notes');
  await installProject(t.kernel, order(isolation));
  expect(await replay(t.database, rows)).toEqual({ applied: 2, skipped: [] });
  for (const [as, text] of [
    [undefined, 'ours'],
    [OTHER_PRINCIPAL, 'theirs'],
  ] as const)
    expect((await t.call('GET', '/data/notes?fields=text', undefined, as)).body).toMatchObject({ data: [{ text }], meta: { total: 1 } });
  await t.kernel.reset('notes');
});

it('what is found in any organization’s rows is in the report, and told once', async () => {
  await installProject(t.kernel, order('schema'));
  await t.call('POST', '/data/notes', {}, OTHER_PRINCIPAL);
  const note = { code: 'column_stays_optional', table: 'notes', column: 'text' };
  expect(await installProject(t.kernel, order('schema', true))).toMatchObject({ ok: true, notes: [note] });
  await t.call('POST', '/data/notes', { text: '' });
  expect(await installProject(t.kernel, order('schema', true))).toMatchObject({ ok: true, notes: [note] });
});

it('a refusal in one organization changes nothing in the others', async () => {
  await t.query(`update addon_notes_22222222.notes set text = 'seven'`);
  const before = t.kernel.inspect().addons;
  const wanted = order('schema');
  const number = { ...wanted, manifestText: wanted.manifestText.replace('"type":"text"', '"type":"integer"') };
  await expect(installProject(t.kernel, number)).rejects.toMatchObject({
    code: 'values_do_not_fit',
    details: { count: 1, sample: '"seven"' },
  });
  expect(t.kernel.inspect().addons).toEqual(before);
  expect(
    await t.query(`select distinct data_type from information_schema.columns where table_name = 'notes' and column_name = 'text'`),
  ).toEqual([{ data_type: 'text' }]);
});

it('a manifest that the check refuses is told, and nothing is installed', async () => {
  const before = t.kernel.inspect().addons;
  expect(await installProject(t.kernel, { ...order('shared'), manifestText: '{"apiVersion": "asteby.com/v3"}' })).toMatchObject({
    ok: false,
    code: 'manifest_rejected',
  });
  expect(t.kernel.inspect().addons).toEqual(before);
});

/** Addons that a project brings along, and what becomes of them when the project is edited or they are taken out. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { writeBundle } from '../bundle/write';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { BesideBundle } from './install-beside';
import { installProject } from './install-project';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ isAuthors: true });
});
afterAll(() => t.database.close());

const addon = (key: string, version = '1.0.0', requires: readonly string[] = []): ManifestV3 => ({
  ...manifestWith(key, [
    {
      key: 'Thing',
      table: `${key}_things`,
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text' },
      ],
    },
  ]),
  metadata: { key, name: key, version, description: key, author: 'A', license: 'MIT' },
  compatibility: { requires: [{ key: 'kernel', version: '^3' }, ...requires.map((other) => ({ key: other, version: '>=1' }))] },
});

async function bundle(manifest: ManifestV3): Promise<BesideBundle> {
  const files = new Map([['manifest.json', new TextEncoder().encode(JSON.stringify(manifest))]]);
  return { path: `addons/${manifest.metadata.key}.mcbundle`, packed: await writeBundle(files) };
}

const order = async (beside: readonly ManifestV3[], manifest = addon('own', '1.0.0', ['upper'])) => ({
  manifestText: JSON.stringify(manifest),
  renames: [],
  playgroundText: '',
  localeFiles: {},
  templateFiles: {},
  beside: await Promise.all(beside.map(bundle)),
});

const install = async (beside: readonly ManifestV3[], manifest?: ManifestV3) => {
  const report = await installProject(t.kernel, await order(beside, manifest));
  return report.ok ? report.notes : report;
};
const enabled = () =>
  t.kernel
    .inspect()
    .addons.filter(({ organizationId }) => organizationId === ORGANIZATIONS[0].id)
    .map(({ key, version }) => `${key} ${version}`)
    .sort();

it('come before the project, whatever they require first, and answer beside it', async () => {
  expect(await install([addon('upper', '1.0.0', ['lower']), addon('lower')])).toEqual([]);
  expect(enabled()).toEqual(['lower 1.0.0', 'own 1.0.0', 'upper 1.0.0']);
  for (const key of ['lower', 'upper', 'own']) expect((await t.call('GET', `/data/${key}_things`)).status).toBe(200);
});

it('come behind the project where they require it, on a database that is new as well', async () => {
  const all = [addon('beneath'), addon('above', '1.0.0', ['own', 'beneath'])];
  expect(await install(all, addon('own'))).toEqual([]);
  expect(enabled()).toEqual(['above 1.0.0', 'beneath 1.0.0', 'own 1.0.0']);
  for (const key of ['own', 'above', 'beneath']) await t.kernel.reset(key);
  expect(await install(all, addon('own'))).toEqual([]);
  expect(enabled()).toEqual(['above 1.0.0', 'beneath 1.0.0', 'own 1.0.0']);
  expect(await install([addon('upper', '1.0.0', ['lower']), addon('lower')])).toEqual([]);
});

it('are upgraded by a newer bundle, and keep their rows', async () => {
  await t.call('POST', '/data/lower_things', { name: 'kept' });
  expect(await install([addon('upper', '1.0.0', ['lower']), addon('lower', '1.1.0')])).toEqual([]);
  expect(enabled()).toContain('lower 1.1.0');
  expect((await t.call('GET', '/data/lower_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
  expect(await t.kernel.history({ addonKey: 'lower', limit: 1 })).toMatchObject([{ operation: 'upgrade' }]);
});

it('stay as somebody switched them while the project is edited', async () => {
  const all = [addon('upper', '1.0.0', ['lower']), addon('lower', '1.1.0')];
  await t.call('POST', '/metacore/installations/upper/disable');
  await install(all, addon('own', '1.0.1', ['upper']));
  expect(enabled()).toEqual(['lower 1.1.0', 'own 1.0.1']);
  await t.call('POST', '/metacore/installations/upper/enable');
});

it('stay off where somebody switched them off everywhere, the project as well, until somebody switches them on', async () => {
  const all = [addon('upper', '1.0.0', ['lower']), addon('lower', '1.1.0')];
  const everywhere = async (key: string, status: 'enabled' | 'disabled') => {
    for (const { id: organizationId } of ORGANIZATIONS) await t.kernel.setStatus({ addonKey: key, organizationId, status });
  };
  await everywhere('upper', 'disabled');
  await install(all, addon('own', '1.0.2', ['upper']));
  expect(enabled()).toEqual(['lower 1.1.0', 'own 1.0.2']);
  await everywhere('own', 'disabled');
  await install(all, addon('own', '1.0.3', ['upper']));
  expect(enabled()).toEqual(['lower 1.1.0']);
  await everywhere('own', 'enabled');
  await everywhere('upper', 'enabled');
  expect(enabled()).toEqual(['lower 1.1.0', 'own 1.0.3', 'upper 1.0.0']);
});

it('stay at the version that somebody went back to, until a bundle of another one comes', async () => {
  const twice = [addon('upper', '1.0.0', ['lower']), addon('lower', '1.2.0')];
  expect(await install(twice)).toEqual([]);
  expect(enabled()).toContain('lower 1.2.0');
  expect((await t.call('POST', '/metacore/installations/lower/rollback')).status).toBe(200);
  expect(await install(twice, addon('own', '1.0.4', ['upper']))).toEqual([]);
  expect(enabled()).toContain('lower 1.1.0');
  expect((await t.call('GET', '/data/lower_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
  expect(await install([addon('upper', '1.0.0', ['lower']), addon('lower', '1.3.0')])).toEqual([]);
  expect(enabled()).toContain('lower 1.3.0');
  expect((await t.call('POST', '/metacore/installations/lower/rollback')).status).toBe(200);
  expect(enabled()).toContain('lower 1.1.0');
});

it('are told by name where they are refused, and keep the project from nothing', async () => {
  expect(await install([addon('needy', '1.0.0', ['absent']), addon('lower', '1.1.0')])).toMatchObject([
    { code: 'beside_refused', table: 'addons/needy.mcbundle', refusal: { code: 'requirement_missing', details: { key: 'absent' } } },
  ]);
  const broken = { ...(await order([])), beside: [{ path: 'addons/x.mcbundle', packed: new Uint8Array([1, 2]) }] };
  expect(await installProject(t.kernel, broken)).toMatchObject({
    ok: true,
    notes: [{ code: 'beside_refused', table: 'addons/x.mcbundle' }],
  });
  // What the project brings along no more answers no more.
  expect(enabled()).toEqual(['own 1.0.0']);
});

it('leave every organization in one transaction, with what depends on them, and are put away once', async () => {
  await install([addon('upper', '1.0.0', ['lower']), addon('lower', '1.1.0')]);
  const { body } = await t.call('DELETE', '/playground/addons/lower?cascade=true');
  expect(body).toMatchObject({ data: { operation: 'uninstall', version: '1.1.0' } });
  expect(t.kernel.inspect().addons.filter(({ key }) => key === 'lower' || key === 'upper')).toEqual([]);
  const tombstones = await t.kernel.tombstones('lower');
  expect(tombstones).toMatchObject([{ tables: [{ from: 'lower_things', rows: 1 }] }]);
  await t.kernel.restore(tombstones[0]?.id ?? '');
  await install([addon('lower', '1.1.0')]);
  expect((await t.call('GET', '/data/lower_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3, PresetMember } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { presetOrder } from './preset';
import type { InstallRequest } from './request';

const ORG = ORGANIZATIONS[0].id;

const member = (key: string, requires: string[] = [], optional = false): PresetMember => ({ key, version: '>=1', requires, optional });
const keys = (...addons: [PresetMember, ...PresetMember[]]) => presetOrder({ addons }).map(({ key }) => key);

describe('the order of a preset', () => {
  it('has what is required first, and stays the manifest’s where nothing decides', () => {
    expect(keys(member('c', ['b']), member('b', ['a']), member('a'), member('d'))).toEqual(['a', 'b', 'c', 'd']);
    expect(keys(member('x', [], true), member('b'), member('a'))).toEqual(['b', 'a', 'x']);
    expect(keys(member('b', ['x']), member('x', [], true))).toEqual(['x', 'b']);
  });

  it('is none in a circle, or where a member requires what is no member', () => {
    expect(() => keys(member('a', ['b']), member('b', ['c']), member('c', ['b']))).toThrow(
      expect.objectContaining({ code: 'cyclic_dependency', details: { keys: ['b', 'c', 'b'] } }) as Error,
    );
    expect(() => keys(member('a', ['z']))).toThrow(expect.objectContaining({ code: 'unknown_dependency' }) as Error);
  });
});

describe('a preset', () => {
  let t: TestKernel;
  beforeAll(async () => {
    t = await openTestKernel();
  });
  afterAll(() => t.database.close());

  const request = (key: string, more: Partial<InstallRequest> = {}): InstallRequest => {
    const manifest = manifestWith(key, [{ key: 'Thing', table: `${key}_things`, audit: false, columns: [{ name: 'name', type: 'text' }] }]);
    return { manifest, manifestHash: hashOf(manifest), organizationIds: [ORG], locales: {}, ...more };
  };
  const failing = (key: string) => request(key, { sqlFiles: { 'migrations/0001.sql': 'select 1 / 0;' } });
  const preset = (...addons: [PresetMember, ...PresetMember[]]): ManifestV3 => ({
    ...manifestWith('bundle_of', []),
    kind: 'Preset',
    preset: { addons, defaults: { currency: 'MXN' } },
  });
  const install = (manifest: ManifestV3, members: InstallRequest[], selected?: string[]) =>
    t.kernel.installPreset({
      manifest,
      organizationId: ORG,
      members: Object.fromEntries(members.map((one) => [one.manifest.metadata.key, one])),
      ...(selected && { selected }),
    });
  const installed = () => t.kernel.inspect().addons.map(({ key }) => key);

  it('installs its members together, and says what became of each', async () => {
    await t.kernel.install(request('there'));
    const made = await install(
      preset(
        member('one', ['two']),
        member('two'),
        member('there'),
        member('maybe', [], true),
        member('not', [], true),
        member('bad', [], true),
      ),
      [request('one'), request('two'), request('maybe'), failing('bad')],
      ['maybe', 'bad'],
    );
    expect(made).toMatchObject({
      members: [
        { key: 'two', outcome: 'installed' },
        { key: 'one', outcome: 'installed' },
        { key: 'there', outcome: 'already_installed' },
        { key: 'maybe', outcome: 'installed' },
        { key: 'not', outcome: 'not_selected' },
        { key: 'bad', outcome: 'failed', message: expect.stringContaining('division by zero') as string },
      ],
      defaults: { currency: 'MXN' },
    });
    expect(installed()).toEqual(['maybe', 'one', 'there', 'two']);
    expect(await t.query(`select nspname from pg_namespace where nspname = 'addon_bad'`)).toEqual([]);
  });

  it('is nothing where a required member fails or is not at hand', async () => {
    const before = installed();
    await expect(install(preset(member('new'), member('worse')), [request('new'), failing('worse')])).rejects.toMatchObject({
      code: 'migration_failed',
    });
    await expect(install(preset(member('new'), member('absent')), [request('new')])).rejects.toMatchObject({
      code: 'preset_member_missing',
      details: { key: 'absent', range: '>=1' },
    });
    expect(installed()).toEqual(before);
    await expect(install(manifestWith('plain', []), [])).rejects.toMatchObject({ code: 'not_preset' });
  });
});

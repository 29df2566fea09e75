import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { generatePrivateKey } from '../bundle/keys';
import { formatSignatureHex, signBundle } from '../bundle/sign';
import { writeBundle } from '../bundle/write';
import { ORGANIZATIONS } from '../database/core-rows';
import type { LifecycleOverview } from '../lifecycle/overview';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;

const TENANT = { name: 'organization_id', type: 'uuid', not_null: true } as const;
const HOST = { key: 'kernel', version: '>=3.0.0 <4.0.0' };
const addon = (key: string, version: string, more: Partial<ManifestV3> = {}): ManifestV3 => ({
  ...manifestWith(key, [{ key: 'Thing', table: `${key}_things`, audit: false, columns: [TENANT, { name: 'name', type: 'text' }] }], {
    compatibility: { requires: [HOST] },
    ...more,
  }),
  metadata: { key, name: key, version },
});

async function bundleOf(manifest: ManifestV3, files: Record<string, string> = {}): Promise<Uint8Array<ArrayBuffer>> {
  const texts = Object.entries({ 'manifest.json': JSON.stringify(manifest), ...files });
  return new Uint8Array(await writeBundle(new Map(texts.map(([path, text]) => [path, new TextEncoder().encode(text)]))));
}

interface Answered {
  status: number;
  body: Record<string, unknown> & { data?: unknown };
}

/** Sends a file as the form's `bundle`. */
async function upload(method: string, path: string, file: Uint8Array<ArrayBuffer>, as: Principal = DEFAULT_PRINCIPAL): Promise<Answered> {
  const form = new FormData();
  form.set('bundle', new File([file], 'addon.mcbundle'));
  const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, body: form }), as);
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}
const install = async (manifest: ManifestV3, files?: Record<string, string>, query = '') =>
  upload('POST', `/metacore/installations/${manifest.metadata.key}${query}`, await bundleOf(manifest, files));
const upgrade = async (manifest: ManifestV3, files?: Record<string, string>, query = '') =>
  upload('PUT', `/metacore/installations/${manifest.metadata.key}/version${query}`, await bundleOf(manifest, files));
/** The status of a request whose answer may be empty. */
const remove = async (path: string, as: Principal = DEFAULT_PRINCIPAL): Promise<number> =>
  (await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method: 'DELETE' }), as)).status;

describe('a bundle that is sent', () => {
  it('is installed for the organization of whoever asks, with its migrations, and answered as hosts do', async () => {
    const manifest = addon('shipped', '1.0.0');
    const { status, body } = await install(manifest, {
      'migrations/0001.sql': `insert into shipped_things (organization_id, name) values ('${ORG}', 'migrated');`,
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        success: true,
        source: 'bundle',
        installation: { addon_key: 'shipped', organization_id: ORG, version: '1.0.0', status: 'enabled', settings: {} },
        install_secret: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        manifest: { key: 'shipped', version: '1.0.0' },
      },
    });
    expect((await t.call('GET', '/data/shipped_things')).body).toMatchObject({ data: [{ name: 'migrated' }] });
    expect((await t.call('GET', '/metacore/installations', undefined, OTHER_PRINCIPAL)).body).toEqual([]);
    const { body: history } = await t.call('GET', '/metacore/history?addon_key=shipped');
    expect(history).toMatchObject({
      data: [{ operation: 'install', organizationId: ORG, userId: DEFAULT_PRINCIPAL.userId, outcome: 'done' }],
    });
    expect((await t.call('GET', '/metacore/history?addon_key=shipped', undefined, OTHER_PRINCIPAL)).body).toMatchObject({ data: [] });
    // What others did meanwhile takes no place in the list.
    const theirs = await upload('POST', '/metacore/installations/shipped', await bundleOf(manifest), OTHER_PRINCIPAL);
    expect([theirs.status, (await t.call('GET', '/metacore/history?addon_key=shipped&limit=1')).body]).toEqual([200, history]);
    expect(await remove('/metacore/installations/shipped', OTHER_PRINCIPAL)).toBe(204);
  });

  it('is refused for what it is, or for whose it is', async () => {
    const good = await bundleOf(addon('mine', '1.0.0'));
    expect(await upload('POST', '/metacore/installations/mine', new Uint8Array([1, 2, 3]))).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^invalid bundle: /) as string },
    });
    expect(await upload('POST', '/metacore/installations/other', good)).toMatchObject({
      status: 400,
      body: { message: 'bundle key "mine" does not match URL key "other"' },
    });
    expect(await t.call('POST', '/metacore/installations/mine')).toMatchObject({
      status: 404,
      body: { message: 'addon "mine" is not registered in the kernel; upload a bundle or register it first' },
    });
    const needy = addon('needy', '1.0.0', { compatibility: { requires: [HOST, { key: 'absent', version: '>=1' }] } });
    expect(await install(needy)).toMatchObject({ status: 422, body: { code: 'requirement_missing' } });
    expect(await install(addon('core', '1.0.0'))).toMatchObject({ status: 422 });
    expect(t.kernel.inspect().addons.filter(({ key }) => ['mine', 'needy', 'core'].includes(key))).toEqual([]);
  });

  it('is nobody’s to send but an administrator’s', async () => {
    const agent: Principal = { ...DEFAULT_PRINCIPAL, roles: ['agent'], isAdmin: false };
    expect(await upload('POST', '/metacore/installations/mine', await bundleOf(addon('mine', '1.0.0')), agent)).toMatchObject({
      status: 403,
    });
    for (const path of ['/metacore/installations', '/metacore/history', '/metacore/tombstones'])
      expect([path, (await t.call('GET', path, undefined, agent)).status]).toEqual([path, 403]);
    expect(await remove('/metacore/installations/shipped', agent)).toBe(403);
    // For every organization at once an addon is taken out by its author alone, not by whoever administers one of them.
    expect(await remove('/playground/addons/shipped?purge=true')).toBe(403);
    expect(await remove('/playground/addons/shipped?purge=true', OTHER_PRINCIPAL)).toBe(403);
  });

  it('can be looked at before: what it would do, and nothing is done', async () => {
    const { status, body } = await install(addon('looked', '1.0.0'), {}, '?dry_run=true');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { data: { operation: 'install', blocked: [], steps: expect.any(Array) as unknown[] } },
    });
    expect(await t.query(`select 1 from pg_namespace where nspname = 'addon_looked'`)).toEqual([]);
  });
});

describe('before an addon comes', () => {
  it('a person is asked: what it may do and why, what will run, how much it brings', async () => {
    const manifest = addon('asked', '1.0.0', {
      compatibility: { requires: [HOST, { key: 'absent', version: '>=1', optional: true }] },
      capabilities: [{ kind: 'http:fetch', target: 'api.example.com', reason: 'asks for rates' }],
      rbac: { permissions: [{ key: 'asked.use', label: 'Use' }], roles: [{ key: 'asker', label: 'Asker', permissions: ['asked.use'] }] },
      lifecycle: { install: 'https://example.com/hello' },
    });
    expect(await install(manifest, { 'migrations/0001.sql': 'select 1;' }, '?dry_run=true')).toMatchObject({
      body: {
        data: {
          consent: {
            capabilities: [{ kind: 'http:fetch', target: 'api.example.com', reason: 'asks for rates' }],
            hooks: [{ hook: 'install', target: 'https://example.com/hello' }],
            migrations: ['migrations/0001.sql'],
            tables: ['asked_things'],
            requires: [{ key: 'absent', range: '>=1', isOptional: true }],
            permissions: ['asked.use'],
            roles: ['asker'],
            warnings: { lossy: 0, slow: 0 },
          },
        },
      },
    });
  });

  it.each([
    ['POST', '/metacore/installations/switched/disable', ['set-status']],
    ['POST', '/metacore/installations/switched/enable', []],
  ])('%s %s tells its steps and does none', async (method, path, kinds) => {
    await install(addon('switched', '1.0.0'));
    const { body } = await t.call(method, `${path}?dry_run=true`);
    expect((body as { data: { steps: { kind: string }[] } }).data.steps.map(({ kind }) => kind)).toEqual(kinds);
    expect((await t.call('GET', '/metacore/installations/switched')).body).toMatchObject({ status: 'enabled' });
  });
});

describe('the overview of an organization', () => {
  it('tells what it has, how it hangs together, what was done and what was put away', async () => {
    await install(addon('base', '1.0.0'), { 'migrations/0001_init.sql': 'select 1;' });
    await install(addon('upon', '2.0.0', { compatibility: { requires: [HOST, { key: 'base', version: '>=1' }] } }));
    const overview = async (as?: Principal) =>
      ((await t.call('GET', '/playground/lifecycle', undefined, as)).body as { data: LifecycleOverview }).data;
    const { addons, history, migrations } = await overview();
    expect(addons.filter(({ key }) => key === 'base' || key === 'upon')).toMatchObject([
      { key: 'base', version: '1.0.0', status: 'enabled', tables: ['base_things'], requires: [], dependents: ['upon'] },
      { key: 'upon', requires: [{ key: 'base', range: '>=1', isOptional: false, installed: '1.0.0' }], dependents: [] },
    ]);
    expect(history[0]).toMatchObject({ operation: 'install', addonKey: 'upon', outcome: 'done' });
    expect(migrations).toContainEqual(expect.objectContaining({ addonKey: 'base', version: '0001_init' }));
    expect((await overview(OTHER_PRINCIPAL)).addons.map(({ key }) => key)).not.toContain('base');
    await remove('/metacore/installations/base?cascade=true');
    const { tombstones } = await overview();
    expect(tombstones.map(({ addonKey }) => addonKey)).toEqual(expect.arrayContaining(['base', 'upon']));
    const [{ id } = { id: '' }] = tombstones;
    expect((await t.call('POST', `/metacore/tombstones/${id}/restore?dry_run=true`)).body).toMatchObject({
      data: { operation: 'restore' },
    });
    expect((await overview()).tombstones).toEqual(tombstones);
  });
});

describe('a version that is sent', () => {
  it('replaces the installed one, and is refused by the names of the platform', async () => {
    expect(await upgrade(addon('versioned', '1.0.0'))).toMatchObject({ status: 404, body: { code: 'not_installed' } });
    await install(addon('versioned', '1.0.0'));
    expect(await upgrade(addon('versioned', '1.0.0'))).toMatchObject({ status: 409, body: { code: 'same_version' } });
    expect(await upgrade(addon('versioned', '0.9.0'))).toMatchObject({ status: 409, body: { code: 'cannot_downgrade' } });
    expect(await upgrade(addon('versioned', '1.1.0'))).toMatchObject({ status: 200, body: { installation: { version: '1.1.0' } } });
    expect(await t.call('PUT', '/metacore/installations/versioned/version')).toMatchObject({ status: 400 });
  });

  it('is refused with the part in which it failed', async () => {
    const retyped = addon('versioned', '2.0.0', {
      models: [{ key: 'Thing', table: 'versioned_things', audit: false, columns: [TENANT, { name: 'name', type: 'integer' }] }],
    });
    expect(await upgrade(retyped)).toMatchObject({ status: 422, body: { code: 'upgrade_blocked', phase: 'schema' } });
    expect(await upgrade(addon('versioned', '2.0.0'), { 'migrations/0001.sql': 'select 1 / 0;' })).toMatchObject({
      status: 422,
      body: { code: 'migration_failed', phase: 'migrations' },
    });
    expect(await upgrade(retyped, {}, '?dry_run=true')).toMatchObject({ body: { data: { steps: [], blocked: [{ change: 'type' }] } } });
  });
});

describe('a version that is taken back', () => {
  it('is planned, done for the organization of whoever asks, and refused where there is none', async () => {
    await install(addon('returned', '1.0.0'));
    expect(await t.call('POST', '/metacore/installations/returned/rollback')).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_roll_back' },
    });
    await upgrade(addon('returned', '1.1.0'));
    const { body } = (await t.call('GET', '/playground/lifecycle')) as { body: { data: LifecycleOverview } };
    expect(body.data.addons.find(({ key }) => key === 'returned')).toMatchObject({ version: '1.1.0', backTo: '1.0.0' });
    expect((await t.call('POST', '/metacore/installations/returned/rollback?dry_run=true')).body).toMatchObject({
      data: { operation: 'rollback', version: '1.0.0' },
    });
    expect(await t.call('POST', '/metacore/installations/returned/rollback')).toMatchObject({
      status: 200,
      body: { success: true, installation: { version: '1.0.0', status: 'enabled' } },
    });
    expect(await t.call('POST', '/metacore/installations/nowhere/rollback')).toMatchObject({ status: 404 });
  });
});

describe('an installation', () => {
  it('is listed, switched off and on, and shown as it is', async () => {
    await install(addon('listed', '1.0.0'));
    expect((await t.call('POST', '/metacore/installations/listed/disable')).body).toMatchObject({
      addon_key: 'listed',
      status: 'disabled',
    });
    expect((await t.call('GET', '/data/listed_things')).status).toBe(404);
    expect((await t.call('GET', '/metacore/installations')).body).toContainEqual(
      expect.objectContaining({ addon_key: 'listed', status: 'disabled' }),
    );
    expect((await t.call('GET', '/metacore/catalog/listed')).body).toMatchObject({ installed: true, enabled: false, version: '1.0.0' });
    for (const attempt of ['once', 'again'])
      expect([attempt, await t.call('POST', '/metacore/installations/listed/enable')]).toMatchObject([
        attempt,
        { status: 200, body: { status: 'enabled' } },
      ]);
    expect((await t.call('GET', '/data/listed_things')).status).toBe(200);
    expect((await t.call('GET', '/metacore/installations/listed')).body).not.toHaveProperty('secret');
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/enable'],
      ['POST', '/disable'],
    ] as const)
      expect([path, (await t.call(method, `/metacore/installations/nobody${path}`)).status]).toEqual([path, 404]);
  });

  it('is taken out, and what was put away is listed, restored and purged', async () => {
    await install(addon('leaving', '1.0.0'));
    await t.call('POST', '/data/leaving_things', { name: 'kept' });
    expect(await remove('/metacore/installations/leaving?drop=false')).toBe(204);
    expect(await remove('/metacore/installations/leaving')).toBe(404);
    const { body } = await t.call('GET', '/metacore/tombstones?addon_key=leaving');
    const [{ id }] = (body as { data: [{ id: string }] }).data;
    expect(body).toMatchObject({ data: [{ addon_key: 'leaving', tables: [{ table: 'leaving_things', rows: 1 }] }] });
    expect((await t.call('POST', `/metacore/tombstones/${id}/restore`)).status).toBe(200);
    await install(addon('leaving', '1.0.0'));
    expect((await t.call('GET', '/data/leaving_things')).body).toMatchObject({ data: [{ name: 'kept' }] });
    await remove('/metacore/installations/leaving');
    const again = (await t.call('GET', '/metacore/tombstones?addon_key=leaving')).body as { data: [{ id: string }] };
    expect(await remove(`/metacore/tombstones/${again.data[0].id}`)).toBe(200);
    expect(await remove(`/metacore/tombstones/${again.data[0].id}`)).toBe(404);
    await install(addon('leaving', '1.0.0'));
    expect(await remove('/metacore/installations/leaving?purge=true')).toBe(204);
    expect(await t.query(`select 1 from pg_namespace where nspname = 'addon_leaving'`)).toEqual([]);
  });

  it('stays while others depend on it, which are named', async () => {
    await install(addon('under', '1.0.0'));
    await install(addon('over', '1.0.0', { compatibility: { requires: [HOST, { key: 'under', version: '>=1' }] } }));
    const refused = await t.call('DELETE', '/metacore/installations/under');
    expect(refused).toMatchObject({ status: 409, body: { code: 'has_dependents', data: { dependents: [{ key: 'over', name: 'over' }] } } });
    const planned = await t.call('DELETE', '/metacore/installations/under?cascade=true&dry_run=true');
    expect(planned).toMatchObject({ status: 200, body: { data: { operation: 'uninstall' } } });
    expect(await remove('/metacore/installations/under?cascade=true')).toBe(204);
    expect(t.kernel.inspect().addons.filter(({ key }) => key === 'under' || key === 'over')).toEqual([]);
  });
});

describe('a host that trusts keys', () => {
  it('takes what one of them signed, and refuses the rest before it is unpacked', async () => {
    const [own, other] = [await generatePrivateKey(), await generatePrivateKey()];
    const strict = await openTestKernel({ signatures: { trusted: [own.publicKey], allowUnsigned: true } });
    const packed = await bundleOf(addon('signed', '1.0.0'));
    const send = async (signature?: string) => {
      const form = new FormData();
      form.set('bundle', new File([packed], 'addon.mcbundle'));
      const headers = signature === undefined ? {} : { 'x-asteby-marketplace-signature': signature };
      const request = new Request('http://kernel.test/metacore/installations/signed', { method: 'POST', headers, body: form });
      const response = await strict.kernel.fetch(request, DEFAULT_PRINCIPAL);
      return { status: response.status, body: (await response.json()) as unknown };
    };
    expect(await send()).toMatchObject({ status: 422, body: { code: 'unsigned_bundle' } });
    expect(await send(formatSignatureHex(await signBundle(packed, other)))).toMatchObject({
      status: 422,
      body: { code: 'signature_mismatch', details: { keys: [own.publicKey.fingerprint] } },
    });
    expect(await send('not a signature')).toMatchObject({ status: 400 });
    expect(strict.kernel.inspect().addons).toEqual([]);
    expect(await send(formatSignatureHex(await signBundle(packed, own)))).toMatchObject({ status: 200 });
    await strict.database.close();
  });

  it('takes none where it trusts none and allows none unsigned', async () => {
    const strict = await openTestKernel({ signatures: { trusted: [], allowUnsigned: false } });
    const form = new FormData();
    form.set('bundle', new File([await bundleOf(addon('signed', '1.0.0'))], 'addon.mcbundle'));
    const request = new Request('http://kernel.test/metacore/installations/signed', { method: 'POST', body: form });
    const response = await strict.kernel.fetch(request, DEFAULT_PRINCIPAL);
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'signature_required' }]);
    await strict.database.close();
  });
});

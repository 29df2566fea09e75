import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Setting } from '../../schemas';
import { BRANCHES, USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { MAX_SETTING_CHARS, SECRET_MASK } from './check';
import { createSecretBox, newSecretKey } from './secret-box';

const SECRET = 'sk_live_51HqPLANTED/+="9z';

const SETTINGS: Setting[] = [
  { key: 'store', type: 'string', required: true },
  { key: 'token', type: 'secret', required: true },
  { key: 'rate', type: 'number', default: 0.5 },
  { key: 'days', type: 'integer' },
  { key: 'live', type: 'boolean', default: false },
  {
    key: 'region',
    type: 'select',
    options: [
      { value: 'eu', label: 'EU' },
      { value: 'us', label: 'US' },
    ],
  },
  { key: 'folder', type: 'dynamic_select', options_source: 'folders' },
  { key: 'extra', type: 'json' },
  { key: 'terminal', type: 'string', scope: 'branch', default: 'T0' },
];
const manifest = (settings: Setting[] = SETTINGS) =>
  manifestWith('shopify', [{ key: 'Note', table: 'shop_notes', columns: [{ name: 'text', type: 'text' }] }], { settings });

const PATH = '/api/addons/shopify/settings';
const clerk = { ...DEFAULT_PRINCIPAL, userId: USERS[1].id, isAdmin: false, roles: [] };

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(manifest());
});
afterAll(() => t.database.close());

const read = async (query = '') => ((await t.call('GET', PATH + query)).body as { data: Record<string, unknown> }).data;
const put = (values: unknown, query = '') => t.call('PUT', PATH + query, values);
const environment = () =>
  t.kernel.host.environment({
    organizationId: DEFAULT_PRINCIPAL.organizationId,
    addonKey: 'shopify',
    installationId: '',
    principal: DEFAULT_PRINCIPAL,
    correlationId: null,
    origin: { kind: 'request', name: 'spec', asked: null, request: null, correlationId: null, trace: null, event: null } as never,
    depth: 0,
    trace: null,
  });

describe('settings', () => {
  it('are the defaults until somebody sets them, and a part of them can be set', async () => {
    expect(await read()).toEqual({ rate: 0.5, live: false, terminal: 'T0' });
    expect(await put({ store: 'mine', days: 3 })).toEqual({
      status: 200,
      body: { success: true, data: { store: 'mine', days: 3, rate: 0.5, live: false, terminal: 'T0' } },
    });
    await put({ rate: 1, extra: { a: [1, '2'] }, region: 'us', folder: 'inbox', live: true });
    expect(await read()).toMatchObject({ store: 'mine', rate: 1, extra: { a: [1, '2'] }, region: 'us', folder: 'inbox', live: true });
    await put({ days: null, folder: '' });
    expect(await read()).not.toHaveProperty('days');
    expect(await read()).not.toHaveProperty('folder');
  });

  it('that do not fit are refused at their key, and nothing is set', async () => {
    const before = await read();
    const given = {
      store: ' ',
      token: 5,
      rate: '1',
      days: 1.5,
      live: 'yes',
      region: 'mars',
      folder: {},
      terminal: [],
      other: 1,
      __proto__x: 1,
    };
    expect(await put({ ...given, extra: 'fine' })).toMatchObject({
      status: 422,
      body: {
        message: 'validation.failed',
        errors: {
          store: [{ code: 'required' }],
          token: [{ code: 'invalid_type' }],
          rate: [{ code: 'invalid_type' }],
          days: [{ code: 'invalid_type' }],
          live: [{ code: 'invalid_type' }],
          region: [{ code: 'invalid_option' }],
          folder: [{ code: 'invalid_type' }],
          terminal: [{ code: 'invalid_type' }],
          other: [{ code: 'unknown_field' }],
          __proto__x: [{ code: 'unknown_field' }],
        },
      },
    });
    expect(await read()).toEqual(before);
    expect(await put([])).toMatchObject({ status: 400 });
    expect(await put('{"a":')).toMatchObject({ status: 400 });
  });

  it('may be as long as they may be', async () => {
    expect(await put({ store: 'x'.repeat(MAX_SETTING_CHARS - 2) })).toMatchObject({ status: 200 });
    expect(await put({ store: 'x'.repeat(MAX_SETTING_CHARS - 1) })).toMatchObject({
      status: 422,
      body: { errors: { store: [{ code: 'max', params: { max: MAX_SETTING_CHARS, kind: 'length' } }] } },
    });
    await put({ store: 'mine' });
  });

  it('keep every digit of a number', async () => {
    await put('{"extra": 12345678901234567890.10}');
    const response = await t.kernel.fetch(new Request(`http://kernel.test${PATH}`));
    expect(await response.text()).toContain('"extra":12345678901234567890.10');
  });

  it.each(['1e131072', '{ "a": [1e-20000] }', '1e999999'])('are refused where nothing could keep their numbers: %s', async (value) => {
    expect(await put(`{"extra": ${value}}`)).toMatchObject({ status: 422, body: { errors: { extra: [{ code: 'invalid_type' }] } } });
  });

  it('of a branch hide those of the organization there alone', async () => {
    const query = `?branchId=${BRANCHES[0].id}`;
    expect(await put({ terminal: 'T9' }, query)).toMatchObject({ status: 200, body: { data: { terminal: 'T9', store: 'mine' } } });
    expect(await read()).toMatchObject({ terminal: 'T0' });
    expect(await put({ store: 'theirs' }, query)).toMatchObject({ status: 422, body: { errors: { store: [{ code: 'invalid_scope' }] } } });
    expect(await put({ terminal: null }, query)).toMatchObject({ body: { data: { terminal: 'T0' } } });
    expect((await t.call('GET', `${PATH}?branchId=nowhere`)).status).toBe(400);
    expect((await t.call('GET', `${PATH}?branchId=e0000000-0000-4000-8000-00000000000f`)).status).toBe(404);
  });

  it('belong to one organization, and to whoever looks after it', async () => {
    expect(await t.call('GET', PATH, undefined, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
    expect(await t.call('PUT', PATH, { store: 'x' }, clerk)).toMatchObject({ status: 403 });
    expect(await t.call('GET', PATH, undefined, clerk)).toMatchObject({ status: 403 });
    expect(await t.call('GET', '/addons/nothing/settings')).toMatchObject({ status: 404 });
    await t.install(manifest(), { organizationId: OTHER_PRINCIPAL.organizationId });
    expect(await t.call('GET', PATH, undefined, OTHER_PRINCIPAL)).toMatchObject({ body: { data: { rate: 0.5 } } });
    expect(JSON.stringify(await t.call('GET', PATH, undefined, OTHER_PRINCIPAL))).not.toContain('mine');
  });

  it('are told of the installation by the route of the marketplace', async () => {
    expect(await t.call('POST', '/metacore/installations/shopify/settings', { store: 'other', token: SECRET })).toMatchObject({
      status: 200,
      body: { addon_key: 'shopify', status: 'enabled', version: '1.0.0', settings: { store: 'other', token: SECRET_MASK } },
    });
    expect(await t.call('POST', '/metacore/installations/nothing/settings', {})).toMatchObject({ status: 404 });
  });

  it('outlive an install of another version, which brings defaults for what nobody set', async () => {
    const next = [...SETTINGS.filter(({ key }) => key !== 'rate'), { key: 'mode', type: 'string' as const, default: 'slow' }];
    await t.install(manifest(next), { settings: {} });
    expect(await read()).toMatchObject({ store: 'other', mode: 'slow', token: SECRET_MASK });
    await t.install(manifest());
  });

  it('are what a module reads by name: texts as they are, the rest as JSON, secrets in clear, nothing empty', async () => {
    await put({ token: SECRET, extra: { a: 1 }, days: 7 });
    const values = await environment();
    expect(values).toMatchObject({ token: SECRET, extra: '{"a":1}', days: '7', live: 'true', store: 'other' });
    expect(values).not.toHaveProperty('folder');
  });

  it('are read a thousand times without growing', async () => {
    for (let time = 0; time < 1000; time += 1) await read();
    expect(await read()).toMatchObject({ store: 'other' });
  });
});

describe('a secret', () => {
  it('is never read: a mask stands for it, and the mask changes nothing', async () => {
    await put({ token: SECRET });
    expect(await read()).toMatchObject({ token: SECRET_MASK });
    await put({ token: SECRET_MASK, store: 'again' });
    expect(await environment()).toMatchObject({ token: SECRET, store: 'again' });
  });

  it('stays one when the manifest calls it something else, and one that was none is masked from then on', async () => {
    await t.install(manifest(SETTINGS.map((one) => (one.key === 'token' ? { ...one, type: 'string' } : one))));
    expect(await read()).toMatchObject({ token: SECRET_MASK });
    await t.install(manifest(SETTINGS.map((one) => (one.key === 'store' ? { ...one, type: 'secret' } : one))));
    expect(await read()).toMatchObject({ store: SECRET_MASK });
    await t.install(manifest());
  });

  it('stands nowhere in the database, its journal, traces, exports, events or errors', async () => {
    t.kernel.trace(true);
    const answers = [
      await put({ token: SECRET }),
      await put({ token: SECRET, other: SECRET, rate: SECRET, region: SECRET, days: SECRET }),
      await t.call('POST', '/metacore/installations/shopify/settings', { token: SECRET }),
      await t.call('PUT', '/api/addons/nothing/settings', { token: SECRET }),
      await t.call('PUT', PATH, { token: SECRET }, clerk),
      await put(`{"token": "${SECRET.replaceAll('"', '\\"')}", `),
      await t.call('GET', '/metacore/manifests'),
      await t.call('GET', '/metacore/catalog'),
      await t.call('GET', '/playground/traces'),
      await t.call('GET', '/playground/events'),
      await t.call('GET', '/data/shop_notes/export?format=json').catch((error: unknown) => error),
      t.kernel.inspect(),
      await t.kernel.operations(),
    ];
    const { operations } = (await t.kernel.operations()) as unknown as { operations: { seq: number }[] };
    for (const { seq } of operations) answers.push(await t.kernel.touchedRows(seq));
    const tables = await t.query(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) answers.push(await t.query(`select t::text from ${String(name)} t`));
    const text = JSON.stringify(answers);
    expect(text.length).toBeGreaterThan(10_000);
    for (const form of [SECRET, encodeURIComponent(SECRET), btoa(SECRET), 'PLANTED']) expect(text.includes(form)).toBe(false);
    t.kernel.trace(false);
  });

  it('opens under its own key and at its own place alone', async () => {
    const [box, other] = [createSecretBox(newSecretKey()), createSecretBox(newSecretKey())];
    const sealed = await box.seal(SECRET, 'a/b/c/');
    expect(await box.open(sealed, 'a/b/c/')).toBe(SECRET);
    expect(await box.open(sealed, 'a/b/d/')).toBeNull();
    expect(await other.open(sealed, 'a/b/c/')).toBeNull();
    for (const bad of ['', 'x', 'AAAA', `${sealed.slice(0, -4)}AAAA`]) expect(await box.open(bad, 'a/b/c/')).toBeNull();
    expect(await box.seal(SECRET, 'a/b/c/')).not.toBe(sealed);
    await expect(newSecretKey().then((key) => crypto.subtle.exportKey('raw', key))).rejects.toThrow();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { SECRET_MASK } from '../settings/check';
import { createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const SECRET = 'tok_PLANTED/+9';
const PATH = '/api/metacore/connectors/stripe';
const clerk = { ...DEFAULT_PRINCIPAL, userId: USERS[1].id, isAdmin: false, roles: [] };

const manifest = (target = 'stripe', kind: 'connector:read' | 'secrets:read' = 'connector:read'): ManifestV3 =>
  manifestWith('till', [], {
    capabilities: [{ kind, target, reason: 'x' }],
    connectors: [
      {
        key: 'stripe',
        label: 'Stripe',
        auth: 'token',
        test_export: 'try_stripe',
        credentials: [
          { key: 'token', type: 'secret', required: true },
          {
            key: 'mode',
            type: 'select',
            options: [
              { value: 'live', label: 'Live' },
              { value: 'test', label: 'Test' },
            ],
          },
          { key: 'pages', type: 'integer' },
        ],
      },
      { key: 'plain', auth: 'token', credentials: [] },
    ],
  });

const guest = createTestGuest();
let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ guest });
  await t.install(manifest());
});
afterAll(() => t.database.close());

const read = (key: string, organizationId = DEFAULT_PRINCIPAL.organizationId, principal = DEFAULT_PRINCIPAL) =>
  t.kernel.host.connector(
    {
      ...{ organizationId, addonKey: 'till', installationId: '', principal, correlationId: null, depth: 0, trace: null },
      origin: { kind: 'request', name: 'spec', asked: null, request: null, correlationId: null, trace: null, event: null } as never,
    },
    key,
  );

describe('a connector', () => {
  beforeEach(() => t.call('DELETE', PATH));

  it('is connected by what its form asks for, and never shows a secret', async () => {
    expect(await t.call('GET', PATH)).toMatchObject({
      body: { data: { key: 'stripe', label: 'Stripe', addon_key: 'till', connected: false, values: {} } },
    });
    const connected = { connected: true, has_test: true, values: { token: SECRET_MASK, mode: 'test', pages: '3' } };
    expect(await t.call('PUT', PATH, { token: SECRET, mode: 'test', pages: 3 })).toMatchObject({ status: 200, body: { data: connected } });
    expect(await t.call('PUT', PATH, { token: SECRET_MASK, mode: 'live' })).toMatchObject({
      body: { data: { values: { token: SECRET_MASK, mode: 'live' } } },
    });
    expect(await read('stripe')).toEqual({ success: true, data: { token: SECRET, mode: 'live', pages: '3' } });
    expect(((await t.call('GET', '/metacore/connectors')).body as { data: unknown[] }).data.length).toBe(2);
    await t.call('DELETE', PATH);
    expect(await read('stripe')).toMatchObject({ error: { code: 'not_found' } });
  });

  it('refuses what does not fit, at its field', async () => {
    expect(await t.call('PUT', PATH, { token: SECRET_MASK })).toMatchObject({
      status: 422,
      body: { errors: { token: [{ code: 'required' }] } },
    });
    const errors = {
      token: [{ code: 'required' }],
      mode: [{ code: 'invalid_option' }],
      pages: [{ code: 'invalid_type' }],
      other: [{ code: 'unknown_field' }],
    };
    expect(await t.call('PUT', PATH, { mode: 'x', pages: 'y', other: 1 })).toMatchObject({ status: 422, body: { errors } });
    expect(await t.call('PUT', PATH, { token: SECRET }, clerk)).toMatchObject({ status: 403 });
    expect(await t.call('GET', PATH, undefined, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
    expect(await t.call('PUT', '/metacore/connectors/nothing', {})).toMatchObject({ status: 404 });
  });

  it('is tried by the function that the addon names', async () => {
    expect(await t.call('POST', `${PATH}/test`)).toMatchObject({ status: 409, body: { code: 'not_connected' } });
    await t.call('PUT', PATH, { token: SECRET });
    guest.on('try_stripe', (payload) => ({ success: true, data: { ok: true, message: `hello ${JSON.stringify(payload)}` } }));
    const answer = await t.call('POST', `${PATH}/test`);
    expect(answer).toMatchObject({ status: 200, body: { success: true, data: { ok: true } } });
    expect(JSON.stringify(answer)).not.toContain('PLANTED');
    expect(guest.calls.at(-1)?.payload).toEqual({
      connector: 'stripe',
      org_id: DEFAULT_PRINCIPAL.organizationId,
      credentials: { token: SECRET },
    });
    guest.on('try_stripe', () => ({ success: false, error: { message: `bad ${SECRET}` } }));
    expect(await t.call('POST', `${PATH}/test`)).toMatchObject({ body: { data: { ok: false, message: 'bad [secret]' } } });
    expect(await t.call('POST', '/metacore/connectors/plain/test')).toMatchObject({ status: 422, body: { code: 'test_not_declared' } });
    guest.current = 'absent';
    expect(await t.call('POST', `${PATH}/test`)).toMatchObject({ status: 501, body: { code: 'guest_not_loaded' } });
    guest.current = 'ready';
  });

  it('is read with the capability for it alone, in shadow too', async () => {
    await t.call('PUT', PATH, { token: SECRET });
    expect(await read(' ')).toMatchObject({ error: { code: 'bad_request' } });
    expect(await read('plain')).toMatchObject({
      error: { code: 'forbidden', message: expect.stringContaining('lacks connector:read "plain"') as string },
    });
    expect(await read('stripe', OTHER_PRINCIPAL.organizationId, OTHER_PRINCIPAL)).toMatchObject({ error: { code: 'no_active_org' } });
    t.kernel.enforce('shadow');
    for (const target of ['*', 'other', 'stripe.*.x']) {
      await t.install(manifest(target));
      expect(await read('stripe')).toMatchObject({ error: { code: 'forbidden' } });
    }
    t.kernel.enforce('enforce');
    await t.install(manifest('stripe', 'secrets:read'));
    expect(await read('stripe')).toMatchObject({ success: true });
    const { body } = await t.call('GET', '/playground/capabilities');
    expect((body as { data: { decisions: unknown[] } }).data.decisions.slice(0, 2)).toMatchObject([
      { caller: 'connector stripe', covered: true, allowed: true, pointer: '/capabilities/0' },
      { caller: 'connector stripe', covered: false, allowed: false, wanted: { kind: 'connector:read', target: 'stripe' } },
    ]);
    await t.install(manifest());
  });

  it('keeps its credentials out of every table and trace', async () => {
    t.kernel.trace(true);
    await t.call('PUT', PATH, { token: SECRET, mode: 'test' });
    const everything = [
      await t.call('GET', '/metacore/connectors'),
      await t.call('PUT', PATH, { token: SECRET, other: SECRET }),
      await t.query('select t::text from metacore.connections t'),
      await t.query('select t::text from metacore.journal t'),
      (await t.call('GET', '/playground/traces')).body,
    ];
    for (const form of ['PLANTED', encodeURIComponent(SECRET), btoa(SECRET)]) expect(JSON.stringify(everything)).not.toContain(form);
    t.kernel.trace(false);
  });
});

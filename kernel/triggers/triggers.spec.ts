/** Run now, and send payload. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { createTestGuest, type TestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const ORG = ORGANIZATIONS[0].id;

const depot = (): ManifestV3 =>
  manifestWith('depot', [{ key: 'Parcel', table: 'parcels', columns: [{ name: 'organization_id', type: 'uuid', not_null: true }] }], {
    capabilities: [
      { kind: 'event:emit', target: 'depot.*', reason: 'To tell of the night' },
      { kind: 'http:fetch', target: 'depot.example.com', reason: 'To report' },
    ],
    extension_points: { events: [{ name: 'depot.tick' }] },
    schedules: [
      { key: 'sweep', every: '5m', do: 'wasm:sweep' },
      { key: 'report', every: '24h', do: 'webhook:https://depot.example.com/report' },
      { key: 'tick', every: '30s', do: 'compiled:event_emit' },
      { key: 'old', every: '1h', do: 'compiled:legacy' },
    ],
    webhooks: [
      { key: 'arrived', path: '/hooks/arrived', verify: 'hmac-sha256', secret_ref: 'carrier.secret', do: 'wasm:arrived' },
      { key: 'token', path: 'hooks/token/', verify: 'bearer', secret_ref: 'carrier.token', do: 'wasm:arrived' },
      { key: 'open', path: '/open', do: 'wasm:arrived' },
    ],
  });

let t: TestKernel;
let guest: TestGuest;
beforeAll(async () => {
  guest = createTestGuest();
  t = await openTestKernel({ guest });
  await t.install(depot());
});
afterAll(() => t.database.close());
beforeEach(() => {
  guest.current = 'ready';
  guest.calls.length = 0;
  guest.on('sweep', () => ({ success: true, data: { swept: 3 } }));
  guest.on('arrived', () => ({ success: true, data: { known: true } }));
});

const refusal = (message: string, code: string) => ({ success: false, message, code });

describe('a schedule', () => {
  const run = (key: string) => t.call('POST', `/playground/schedules/depot/${key}/run`);

  it('is listed, and run as the system', async () => {
    expect(await t.call('GET', '/playground/schedules')).toEqual({
      status: 200,
      body: {
        success: true,
        data: [
          { addon: 'depot', key: 'sweep', every: '5m', do: 'wasm:sweep' },
          { addon: 'depot', key: 'report', every: '24h', do: 'webhook:https://depot.example.com/report' },
          { addon: 'depot', key: 'tick', every: '30s', do: 'compiled:event_emit' },
          { addon: 'depot', key: 'old', every: '1h', do: 'compiled:legacy' },
        ],
        meta: { count: 4 },
      },
    });
    let actor = '';
    guest.on('sweep', (_, { invocation }) => {
      actor = invocation.principal.userId;
      return { success: true, data: { swept: 3 } };
    });
    expect(await run('sweep')).toEqual({
      status: 200,
      body: { success: true, data: { swept: 3 }, meta: { addon: 'depot', schedule: 'sweep', trigger_type: 'wasm' } },
    });
    expect(guest.calls).toEqual([
      { function: 'sweep', payload: { event: 'schedule', key: 'sweep', org_id: ORG, payload: {}, org: ORG, schedule: 'sweep', args: {} } },
    ]);
    expect(actor).toBe('00000000-0000-0000-0000-000000000001');
  });

  it('that fails says how', async () => {
    guest.on('sweep', () => ({ success: false, error: { code: 'locked', message: 'the depot is locked' } }));
    expect(await run('sweep')).toEqual({
      status: 422,
      body: {
        success: false,
        message: 'the depot is locked',
        error: { code: 'locked', message: 'the depot is locked' },
        meta: { addon: 'depot', schedule: 'sweep', trigger_type: 'wasm' },
      },
    });
    guest.current = 'absent';
    expect(await run('sweep')).toEqual({
      status: 501,
      body: refusal('the code of "depot" is not loaded here, so its function "sweep" cannot run', 'guest_not_loaded'),
    });
    expect(await run('old')).toMatchObject({ status: 501, body: { code: 'handler_not_compiled' } });
    expect(await run('nothing')).toEqual({ status: 404, body: { success: false, message: 'unknown schedule "depot/nothing"' } });
  });

  it('sends its webhook and emits its event', async () => {
    expect(await run('report')).toMatchObject({ status: 200, body: { data: { delivered_to: 'mock outbox' } } });
    const [sent] = await t.kernel.sentWebhooks(ORG);
    expect(sent).toMatchObject({ event: 'schedule::report', url: 'https://depot.example.com/report' });
    expect(await run('tick')).toMatchObject({ status: 200, body: { data: { event: 'depot.tick', subscribers: 0 } } });
    const [event] = await t.kernel.events.list(ORG);
    expect(event).toMatchObject({ name: 'depot.tick', publisher: 'depot' });
  });

  it('is told to the trace, with the line that declares it', async () => {
    t.kernel.trace(true);
    await run('sweep');
    const [trace] = t.kernel.inspect().traces;
    t.kernel.trace(false);
    expect(trace?.decisions).toMatchObject([
      { kind: 'handler', handler: 'wasm:sweep', outcome: 'done', place: { addon: 'depot', pointer: '/schedules/0' } },
    ]);
  });

  it('is run by administrators only, of an organization that has the addon', async () => {
    const viewer = { ...OTHER_PRINCIPAL, organizationId: ORG, roles: ['viewer'], isAdmin: false };
    const denied = { status: 403, body: { ...refusal('Permission denied', 'permission_denied'), permission: 'playground' } };
    expect(await t.call('POST', '/playground/schedules/depot/sweep/run', undefined, viewer)).toEqual(denied);
    expect(await t.call('GET', '/playground/inbound', undefined, viewer)).toEqual(denied);
    expect(await t.call('POST', '/playground/inbound/depot/open/send', {}, viewer)).toEqual(denied);
    expect(await t.call('POST', '/playground/schedules/depot/sweep/run', undefined, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
  });
});

describe('an inbound webhook', () => {
  interface Listed {
    key: string;
    url: string;
    secret: string;
  }
  const listed = async (key: string): Promise<Listed> => {
    const { body } = await t.call('GET', '/playground/inbound');
    const found = (body as { data: Listed[] }).data.find((one) => one.key === key);
    if (!found) throw new Error(key);
    return found;
  };
  const body = '{"tracking":"Ä1"}';
  const ask = (url: string, headers: Record<string, string>, text = body) => t.call('POST', url, text, undefined, headers);
  const right = { success: true, data: { known: true }, meta: { addon: 'depot', webhook: 'arrived', trigger_type: 'wasm' } };

  it('is answered when the body is signed with its secret, in every spelling', async () => {
    const { url, secret } = await listed('arrived');
    expect(url).toBe('/inbound/depot/hooks/arrived');
    const hmac = createHmac('sha256', secret).update(body);
    const bytes = hmac.digest();
    for (const [name, value] of [
      ['X-Hub-Signature-256', `sha256=${bytes.toString('hex')}`],
      ['X-Signature-256', `SHA256=${bytes.toString('hex').toUpperCase()}`],
      ['X-Signature', bytes.toString('hex')],
      ['X-WC-Webhook-Signature', bytes.toString('base64')],
    ] as const)
      expect([name, await ask(`/api${url}`, { [name]: value })]).toEqual([name, { status: 200, body: right }]);
    expect(guest.calls[0]).toEqual({
      function: 'arrived',
      payload: {
        event: 'webhook',
        key: 'arrived',
        org_id: ORG,
        org: ORG,
        webhook: 'arrived',
        path: '/hooks/arrived',
        payload: { tracking: 'Ä1' },
        body: { tracking: 'Ä1' },
        args: { tracking: 'Ä1' },
      },
    });
  });

  it('is refused without a signature, with another secret, and for another body', async () => {
    const { url, secret } = await listed('arrived');
    const sign = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');
    const invalid = { status: 401, body: refusal('the signature is not right', 'signature_invalid') };
    expect(await ask(url, {})).toMatchObject({ status: 401, body: { code: 'signature_missing' } });
    for (const value of [
      sign('x', body),
      sign(secret, `${body} `),
      'nonsense',
      'sha256=',
      sign(secret, body).slice(1),
      `${sign(secret, body)}0`,
    ])
      expect(await ask(url, { 'X-Signature': value })).toEqual(invalid);
    // The first header there is decides: a second right one does not help a wrong one.
    expect(await ask(url, { 'X-Hub-Signature-256': 'x', 'X-Signature': sign(secret, body) })).toEqual(invalid);
    expect(guest.calls).toEqual([]);
  });

  it('takes a bearer token, or nothing, as it declares', async () => {
    const { url, secret } = await listed('token');
    expect(url).toBe('/inbound/depot/hooks/token');
    expect((await ask(url, { Authorization: `bearer ${secret}` })).status).toBe(200);
    for (const value of ['Bearer', `Bearer ${secret}x`, secret, 'Basic eDp5'])
      expect(await ask(url, { Authorization: value })).toMatchObject({ status: 401 });
    expect((await ask('/inbound/depot/open', {}, 'no JSON')).status).toBe(200);
    expect(guest.calls.at(-1)?.payload).toMatchObject({ body: 'no JSON' });
  });

  it('is unknown elsewhere, and too large a body is not read', async () => {
    expect(await ask('/inbound/depot/hooks', {})).toMatchObject({ status: 404 });
    expect(await ask('/inbound/nothing/open', {})).toMatchObject({ status: 404 });
    expect(await t.call('POST', '/inbound/depot/open', body, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
    expect(await ask('/inbound/depot/open', {}, 'x'.repeat(10 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });

  it('is sent a payload as its server would', async () => {
    const send = (key: string, what: object) => t.call('POST', `/playground/inbound/depot/${key}/send`, what);
    const { secret } = await listed('arrived');
    const signature = `sha256=${createHmac('sha256', secret).update('{"a":1}').digest('hex')}`;
    expect(await send('arrived', { payload: { a: 1 } })).toEqual({
      status: 200,
      body: {
        ...right,
        sent: {
          url: '/inbound/depot/hooks/arrived',
          headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature },
          body: '{"a":1}',
        },
      },
    });
    expect(await send('arrived', { payload: {}, signature: '' })).toMatchObject({ status: 401, body: { code: 'signature_missing' } });
    expect(await send('arrived', { payload: {}, signature: 'sha256=00' })).toMatchObject({
      status: 401,
      body: { code: 'signature_invalid' },
    });
    expect(await send('arrived', { payload: {}, signature: 'a\nb' })).toMatchObject({ status: 400 });
    expect(await send('token', { payload: 'plain' })).toMatchObject({ status: 200, body: { sent: { body: 'plain' } } });
    expect(await send('nothing', {})).toMatchObject({ status: 404 });
  });

  it('has another secret for another organization', async () => {
    await t.install(depot(), { organizationId: ORGANIZATIONS[1].id });
    const own = await listed('arrived');
    const { body: others } = await t.call('GET', '/playground/inbound', undefined, OTHER_PRINCIPAL);
    expect((others as { data: Listed[] }).data[0]?.secret).not.toBe(own.secret);
  });
});

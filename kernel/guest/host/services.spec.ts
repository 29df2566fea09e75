/** Imports behind which another room of the host stands: HTTP, connectors, approvals, routes. Asked by a module in a thread. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability } from '../../../schemas';
import type { HostImportName } from '../../contract/wasm/abi';
import type { Network } from '../../outbound/network';
import { MAX_RESPONSE_BYTES } from '../../outbound/exchange';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import { askDirectly, contextFor, type Envelope, type HostCalls, hostCalls, invocationFor } from '../../testing/host-calls';
import { manifestWith, openTestKernel, type TestKernel } from '../../testing/kernel';

const SHOP = manifestWith('shop', [{ key: 'Item', table: 'items', columns: [{ name: 'name', type: 'text', not_null: true }] }], {
  capabilities: [
    { kind: 'http:fetch', target: 'api.example.com' },
    { kind: 'http:fetch', target: '*.shops.example.com' },
    { kind: 'http:fetch', target: 'net.example.com' },
    { kind: 'http:fetch', target: '10.0.0.1' },
    { kind: 'connector:read', target: 'bank' },
    { kind: 'connector:read', target: 'unconnected' },
    { kind: 'connector:read', target: 'store' },
    { kind: 'http:fetch', target: 'connector:store.url' },
    { kind: 'http:fetch', target: 'connector:store.api' },
    { kind: 'http:fetch', target: 'connector:unread.url' },
  ] as Capability[],
  connectors: [
    { key: 'bank', label: 'Bank', auth: 'token', credentials: [{ key: 'token', type: 'secret', label: 'Token' }] },
    {
      ...{ key: 'store', label: 'Store', auth: 'token' },
      credentials: [
        { key: 'url', type: 'string', label: 'Address' },
        { key: 'api', type: 'string', label: 'API' },
        { key: 'key', type: 'secret', label: 'Key' },
      ],
    },
    { key: 'unread', label: 'Unread', auth: 'token', credentials: [{ key: 'url', type: 'string', label: 'Address' }] },
  ],
  contributions: {
    routes: [
      { domain: 'shipping', handler: 'slow', priority: 1 },
      { domain: 'shipping', handler: 'fast', priority: 5, match: { country: 'MX' } },
      { domain: 'shipping', handler: 'never', priority: 9, condition: { connector_connected: 'unconnected' } },
    ],
  },
});
const COURIER = manifestWith('courier', [{ key: 'Van', table: 'vans', columns: [{ name: 'name', type: 'text' }] }], {
  contributions: { routes: [{ domain: 'shipping', handler: 'van', priority: 3, condition: { addon_installed: 'shop' } }] },
});

/** Answers what a path names, as bytes. */
const network: Network = {
  send: ({ url, method, headers, body }) => {
    const { pathname } = new URL(url);
    if (pathname === '/broken') return Promise.reject(new Error('connection reset'));
    const parts: Record<string, Uint8Array[]> = {
      '/binary': [Uint8Array.of(0xff, 0xfe, 0x00)],
      '/long': Array.from({ length: 9 }, () => new Uint8Array(1024 * 1024).fill(0x61)),
    };
    const echo = new TextEncoder().encode(JSON.stringify({ method, type: headers['content-type'] ?? null, body }));
    const stream = (async function* (): AsyncGenerator<Uint8Array> {
      for (const part of parts[pathname] ?? [echo]) yield await Promise.resolve(part);
    })();
    return Promise.resolve({ status: pathname === '/teapot' ? 418 : 200, headers: {}, body: stream });
  },
};

let t: TestKernel;
let calls: HostCalls;

beforeAll(async () => {
  t = await openTestKernel({ network });
  await t.install(SHOP);
  await t.install(COURIER);
  t.kernel.outbound.allow('net.example.com');
  t.kernel.webhooks.set('https://api.example.com/hello', { status: 201, body: '{"hello":1}' });
  t.kernel.webhooks.set('https://api.example.com/reset', { status: 200, body: '', fail: 'reset' });
  calls = hostCalls(t, invocationFor('shop'));
});
afterAll(async () => {
  calls.end();
  await t.database.close();
});

type Flat = Record<string, unknown> & { error?: string; message?: string; message_key?: string };
const flat = async (name: HostImportName, ...args: (string | Uint8Array)[]): Promise<Flat> =>
  JSON.parse(await calls.answered(name, args)) as Flat;
const request = (url: string, method = 'GET', headers = '{}', body: string | Uint8Array = '') =>
  flat('http_request', url, method, headers, body);

describe('http_fetch and http_request', () => {
  it('answer status and body, whatever the status is', async () => {
    expect(await flat('http_fetch', 'https://api.example.com/hello', 'GET', '')).toEqual({ status: 201, body: '{"hello":1}' });
    expect(await request('https://net.example.com/teapot')).toMatchObject({ status: 418 });
    expect(await request('https://eu.shops.example.com/anything')).toMatchObject({ status: expect.any(Number) as number });
  });

  it('take no method for GET, and a body without a type for JSON', async () => {
    const echoed = async (...given: [method: string, headers?: string, body?: string]): Promise<unknown> =>
      JSON.parse(String((await request('https://net.example.com/echo', ...given)).body));
    expect(await echoed('')).toEqual({ method: 'GET', type: null, body: null });
    expect(await echoed('post', '{}', '{"a":1}')).toEqual({ method: 'POST', type: 'application/json', body: '{"a":1}' });
    expect(await echoed('PUT', '{"Content-Type":"text/plain"}', 'a')).toEqual({ method: 'PUT', type: 'text/plain', body: 'a' });
  });

  it('answer bytes that are no text in base64', async () => {
    expect(await request('https://net.example.com/binary')).toEqual({ status: 200, body: '', body_base64: '//4A', body_is_base64: true });
  });

  it('cut an answer at eight mebibytes', async () => {
    // More than the module of this spec has room for.
    const answer: unknown = await askDirectly(
      contextFor(t, invocationFor('shop')),
      'http_fetch',
      'https://net.example.com/long',
      'GET',
      '',
    );
    expect(String((answer as Flat).body).length).toBe(MAX_RESPONSE_BYTES);
  });

  it.each<[string, readonly [string, string?, string?, (string | Uint8Array)?], string]>([
    ['a host that is not declared', ['https://other.example.com/'], 'forbidden'],
    ['a host below one that is declared', ['https://x.api.example.com/'], 'forbidden'],
    ['another port', ['https://api.example.com:8443/'], 'forbidden'],
    ['a private address, declared or not', ['http://10.0.0.1/'], 'forbidden'],
    ['this machine', ['http://localhost/'], 'forbidden'],
    ['the metadata of a cloud', ['http://169.254.169.254/latest'], 'forbidden'],
    ['another scheme', ['ftp://api.example.com/'], 'forbidden'],
    ['no address', ['nowhere'], 'forbidden'],
    ['nothing', [''], 'forbidden'],
    ['headers that are no JSON', ['https://api.example.com/hello', 'GET', '{'], 'bad_request'],
    ['headers that are a list', ['https://api.example.com/hello', 'GET', '[]'], 'bad_request'],
    ['a header that is no text', ['https://api.example.com/hello', 'GET', '{"a":1}'], 'bad_request'],
    ['a header with a line in it', ['https://api.example.com/hello', 'GET', '{"a":"b\\r\\nc: d"}'], 'bad_request'],
    ['a method that is none', ['https://api.example.com/hello', 'GET /'], 'bad_request'],
    ['a body that is no text', ['https://api.example.com/hello', 'POST', '{}', Uint8Array.of(0xff)], 'bad_request'],
    ['bad headers to a host that is not declared', ['https://other.example.com/', 'GET', '{'], 'forbidden'],
    ['what the mock server breaks', ['https://api.example.com/reset'], 'transport'],
    ['what the network breaks', ['https://net.example.com/broken'], 'transport'],
  ])('refuse %s', async (_, [url, ...rest], code) => {
    const answer = await request(url, ...rest);
    expect([answer.error, typeof answer.message, answer.message_key]).toEqual([code, 'string', `wasm.host.error.${code}`]);
  });

  it('ask in shadow mode too', async () => {
    t.kernel.enforce('shadow');
    expect((await request('https://other.example.com/')).error).toBe('forbidden');
    t.kernel.enforce('enforce');
  });

  describe('to the host that a connection holds', () => {
    const errorAt = async (url: string): Promise<unknown> => (await request(url)).error;
    const connect = (key: string, values: object) => t.call('PUT', `/metacore/connectors/${key}`, values);

    it('are refused until the organization is connected', async () => {
      expect(await errorAt('https://acme.store.example/x')).toBe('forbidden');
    });

    it('go to that host alone, whichever way it is written, with its port', async () => {
      await connect('store', { url: ' https://ACME.store.example/admin?x=1 ', api: 'api.store.example:8443', key: 'k3y-planted' });
      expect(await errorAt('https://acme.store.example/x')).toBeUndefined();
      expect(await errorAt('https://acme.store.example:443/')).toBeUndefined();
      expect(await errorAt('https://api.store.example:8443/')).toBeUndefined();
      for (const url of ['https://api.store.example/', 'https://x.acme.store.example/', 'https://store.example/'])
        expect([url, await errorAt(url)]).toEqual([url, 'forbidden']);
      const { body } = await t.call('GET', '/playground/capabilities');
      const { decisions } = (body as { data: { decisions: { target: string; pointer: string | null }[] } }).data;
      expect(decisions.find(({ target }) => target === 'acme.store.example')).toMatchObject({ pointer: '/capabilities/7' });
    });

    it('are refused without the capability to read it, and for hosts that nobody may reach', async () => {
      await connect('unread', { url: 'https://unread.example' });
      expect(await errorAt('https://unread.example/')).toBe('forbidden');
      for (const url of ['http://10.0.0.7', 'http://localhost:8080', 'nonsense {', 'ftp://acme.store.example', '']) {
        await connect('store', { url });
        expect([url, await errorAt(/^https?:/.test(url) ? url : 'https://acme.store.example/')]).toEqual([url, 'forbidden']);
      }
      await connect('store', { url: 'acme.store.example' });
      expect(await errorAt('https://acme.store.example/')).toBeUndefined();
    });

    it('keep no credential among the exchanges', async () => {
      await request('https://acme.store.example/?key=k3y-planted', 'POST', '{"x-shop":"k3y-planted"}', 'k3y-planted');
      const [row] = await t.query(`select e::text as text from metacore.exchanges e order by seq desc limit 1`);
      expect(row?.text).toContain('[secret]');
      expect(row?.text).not.toContain('k3y-planted');
    });

    it('are sent again as the module sent them, signed by nobody', async () => {
      await request('https://acme.store.example/again', 'PUT', '{"content-type":"text/plain","x-shop":"a"}', 'b');
      const [row] = await t.query(`select id from metacore.exchanges order by seq desc limit 1`);
      const { status, body } = await t.call('POST', `/playground/exchanges/${String(row?.id)}/resend`, {});
      const { request: sent } = (body as { data: { request: object } }).data;
      expect([status, sent]).toEqual([
        200,
        { method: 'PUT', url: 'https://acme.store.example/again', headers: { 'content-type': 'text/plain', 'x-shop': 'a' }, body: 'b' },
      ]);
    });

    it('are refused once it is disconnected', async () => {
      await t.call('DELETE', '/metacore/connectors/store');
      expect(await errorAt('https://acme.store.example/x')).toBe('forbidden');
    });
  });

  it('are kept among the exchanges', async () => {
    const rows = await t.query(`select distinct cause, name from metacore.exchanges where addon_key = 'shop' order by name`);
    expect(rows).toEqual([
      { cause: 'guest', name: 'http_fetch' },
      { cause: 'guest', name: 'http_request' },
    ]);
  });
});

describe('connector_get', () => {
  it.each([
    ['no key', '', 'bad_request'],
    ['a connector without a capability', 'mail', 'forbidden'],
    ['a connector that nobody connected', 'unconnected', 'not_found'],
  ])('refuses %s', async (_, key, code) =>
    expect(await flat('connector_get', key)).toMatchObject({ error: code, message_key: `wasm.host.error.${code}` }),
  );

  it('answers the bare credentials', async () => {
    expect((await t.call('PUT', '/metacore/connectors/bank', { token: 's3cret' })).status).toBe(200);
    expect(await flat('connector_get', 'bank')).toEqual({ token: 's3cret' });
  });
});

describe('approval_request', () => {
  const ask = (more: object): Promise<Envelope> =>
    calls.ask('approval_request', { model: 'Item', roles: ['manager'], payload: { op: 'create', data: { name: 'parked' } }, ...more });
  it('parks a write, which is done once somebody approves', async () => {
    const { success, data } = await ask({ label: 'A discount', expires_hours: 2 });
    expect([success, data.status]).toEqual([true, 'pending']);
    expect((await t.call('POST', `/approvals/${data.id}/approve`, { reason: 'yes' })).status).toBe(200);
    expect(await t.query(`select name from addon_shop.items`)).toEqual([{ name: 'parked' }]);
  });

  it.each<[string, object]>([
    ['an unknown model', { model: 'Nothing' }],
    ['no roles', { roles: [] }],
    ['a role that is no text', { roles: [1] }],
    ['no payload', { payload: null }],
    ['a payload without op', { payload: { data: {} } }],
    ['a deletion', { payload: { op: 'delete', id: DEFAULT_PRINCIPAL.userId } }],
    ['an update of no row', { payload: { op: 'update', data: { name: 'x' } } }],
    ['hours that are none', { expires_hours: -1 }],
    ['a reason that is no yes or no', { reason_required: 'yes' }],
    ['more than 32 KiB', { payload: { op: 'create', data: { name: 'x'.repeat(32 * 1024) } } }],
  ])('refuses %s', async (_, more) => expect((await ask(more)).error.code).toBe('invalid_request'));
});

describe('routing_resolve', () => {
  const ask = (asked: unknown): Promise<Envelope> => calls.ask('routing_resolve', asked);
  const handler = (name: string, addonKey: string, priority: number) => ({
    handler: name,
    addon_key: addonKey,
    is_self: addonKey === 'shop',
    priority,
  });
  it('answers the handler with the highest priority, and the others behind it', async () => {
    expect((await ask({ domain: 'shipping', attrs: { country: 'MX' } })).data).toEqual({
      resolved: true,
      handler: 'fast',
      addon_key: 'shop',
      is_self: true,
      handlers: [handler('fast', 'shop', 5), handler('van', 'courier', 3), handler('slow', 'shop', 1)],
    });
    expect((await ask({ domain: 'shipping' })).data).toMatchObject({ handler: 'van', addon_key: 'courier', is_self: false });
    expect((await ask({ domain: 'billing' })).data).toEqual({ resolved: false, is_self: false, handlers: [] });
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no domain', {}],
    ['attributes that are none', { domain: 'shipping', attrs: [] }],
  ])('refuses %s', async (_, asked) => expect((await ask(asked)).error.code).toBe('invalid_request'));
});

import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../kernel/clock';
import { FILE_LIMITS } from '../kernel/dynamic/transfer/limits';
import type { KernelEvent } from '../kernel/operation/realtime-message';
import { createHub } from '../kernel/events/hub';
import { MAX_FORM_BYTES } from '../kernel/http/body';
import type { Kernel } from '../kernel/kernel';
import type { Principal } from '../kernel/principal';
import { type IconLookup, servePort } from './frame-port';
import { MAX_PORT_FORM_BYTES, MAX_PORT_MESSAGE_CHARS, MAX_PORT_REQUESTS_IN_FLIGHT, MAX_PORT_URL_CHARS, type ToFrame } from './protocol';

const ADA: Principal = { userId: 'u1', organizationId: 'o1', name: 'Ada', email: 'ada@acme.test', roles: ['admin'], isAdmin: true };

interface Seen {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  principal: Principal | null | undefined;
}

let sent: ToFrame[];
let seen: Seen[];
let answer: (request: Request) => Response | Promise<Response>;
let receive: (data: unknown) => void;
let publish: (event: KernelEvent) => void;
let stop: () => void;
let icons: IconLookup;
let port: Parameters<typeof servePort>[0];

beforeEach(() => {
  sent = [];
  seen = [];
  answer = () => Response.json({ success: true });
  icons = (name) => Promise.resolve(name === 'Star' ? [['path', { d: 'M0 0' }]] : null);
  const fail = (error: unknown) => {
    throw error;
  };
  const hub = createHub(SYSTEM_CLOCK, fail, (_, event) => event);
  publish = (event) => hub.publish(event);
  const kernel: Pick<Kernel, 'fetch' | 'realtime'> = {
    realtime: hub,
    async fetch(request, principal) {
      const copy = request.clone();
      seen.push({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await copy.text(),
        principal,
      });
      return answer(request);
    },
  };
  port = { onmessage: null, start: () => undefined, postMessage: (message) => sent.push(message) };
  stop = servePort(port, kernel as Kernel, ADA, (name) => icons(name));
  receive = (data) => port.onmessage?.({ data } as MessageEvent);
});

/** Until everything that was sent so far is answered. */
const settle = () =>
  new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));

async function ask(message: unknown): Promise<ToFrame[]> {
  const before = sent.length;
  receive(message);
  await settle();
  return sent.slice(before);
}

const request = (more: Record<string, unknown> = {}) => ({ kind: 'request', id: 1, method: 'GET', url: '/data/tickets', ...more });
const refused = (status: number, message: string, id = 1) => [
  { kind: 'response', id, status, headers: { 'content-type': 'application/json' }, body: { success: false, message } },
];

describe('a request', () => {
  it('is answered with status, headers and parsed JSON', async () => {
    answer = () => Response.json({ success: true, data: [1] }, { status: 201, headers: { 'X-Total': '1' } });
    expect(await ask(request({ id: 7, method: 'POST', json: { title: 'x' }, language: 'es-MX' }))).toEqual([
      {
        kind: 'response',
        id: 7,
        status: 201,
        headers: { 'content-type': 'application/json', 'x-total': '1' },
        body: { success: true, data: [1] },
      },
    ]);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: 'http://kernel.invalid/data/tickets',
        headers: { 'accept-language': 'es-MX', 'content-type': 'application/json' },
        body: '{"title":"x"}',
        principal: ADA,
      },
    ]);
  });

  it('that is no JSON is answered with a blob', async () => {
    answer = () => new Response('a;b', { headers: { 'content-type': 'text/csv' } });
    const [message] = await ask(request());
    expect(message).toMatchObject({ kind: 'response', status: 200, headers: { 'content-type': 'text/csv' } });
    const body = message?.kind === 'response' ? message.body : null;
    expect(body).toBeInstanceOf(Blob);
    expect(await (body as Blob).text()).toBe('a;b');
  });

  it('may carry a form: texts and files', async () => {
    let form: FormData | undefined;
    answer = async (received) => {
      form = await received.formData();
      return Response.json({ success: true });
    };
    const file = new File(['1,2'], 'rows.csv', { type: 'text/csv' });
    await ask(
      request({
        method: 'POST',
        form: [
          ['file', file],
          ['note', 'x'],
          ['note', 'y'],
          ['__proto__', 'z'],
        ],
      }),
    );
    expect([...(form?.keys() ?? [])]).toEqual(['file', 'note', 'note', '__proto__']);
    expect(form?.getAll('note')).toEqual(['x', 'y']);
    const received = form?.get('file');
    expect(received).toBeInstanceOf(File);
    expect([(received as File).name, await (received as File).text()]).toEqual(['rows.csv', '1,2']);
  });

  it('asks as the principal of the port, whatever it claims', async () => {
    await ask(
      request({
        principal: { userId: 'u2', organizationId: 'o2' },
        headers: { authorization: 'Bearer x', 'x-organization-id': 'o2', cookie: 'a=b' },
        organizationId: 'o2',
        credentials: 'include',
        method: 'POST',
        json: { organization_id: 'o2' },
      }),
    );
    expect(seen).toEqual([
      {
        method: 'POST',
        url: 'http://kernel.invalid/data/tickets',
        headers: { 'content-type': 'application/json' },
        body: '{"organization_id":"o2"}',
        principal: ADA,
      },
    ]);
  });

  it('of GET has no body', async () => {
    await ask(request({ json: { a: 1 }, form: [['a', 'b']] }));
    expect(seen).toMatchObject([{ method: 'GET', body: '', headers: {} }]);
  });

  it.each(['x', 'e', 'es; q=1', 'es\r\nx-evil: 1', 'x'.repeat(36), 7, {}, ['es']])('loses the language %j', async (language) => {
    await ask(request({ language }));
    expect(seen[0]?.headers).toEqual({});
  });
});

describe('addresses', () => {
  it.each([
    '//evil.test/x',
    '/\\evil.test',
    '\\\\evil.test',
    'http://evil.test/',
    'https:evil',
    'data/tickets',
    '',
    ' /data',
    '?x=1',
    '#x',
    'javascript:alert(1)',
    'blob:x',
    '\n//evil',
  ])('%j is no path of the kernel', async (url) => {
    expect(await ask(request({ url }))).toEqual(refused(400, 'the URL must be a path that starts with one /'));
    expect(seen).toEqual([]);
  });

  it.each([
    ['/\t/evil.test', 'http://kernel.invalid//evil.test'],
    ['/@evil.test/', 'http://kernel.invalid/@evil.test/'],
    ['/..//evil.test', 'http://kernel.invalid//evil.test'],
    ['/:80@evil.test', 'http://kernel.invalid/:80@evil.test'],
    ['/data?x=//evil.test#frag', 'http://kernel.invalid/data?x=//evil.test#frag'],
  ])('%j stays with the kernel', async (url, whole) => {
    await ask(request({ url }));
    expect(seen.map((one) => one.url)).toEqual([whole]);
  });

  it('have a longest length', async () => {
    const url = (length: number) => `/${'x'.repeat(length - 1)}`;
    expect(await ask(request({ url: url(MAX_PORT_URL_CHARS + 1) }))).toEqual(
      refused(414, `the URL is longer than ${MAX_PORT_URL_CHARS} characters`),
    );
    expect(await ask(request({ url: url(MAX_PORT_URL_CHARS) }))).toMatchObject([{ status: 200 }]);
  });
});

describe('messages that are none of the protocol', () => {
  const STRANGE: unknown[] = [
    null,
    undefined,
    7,
    'request',
    [],
    {},
    [request()],
    { ...request(), kind: 'Request' },
    { ...request(), kind: '__proto__' },
    { ...request(), kind: undefined },
    request({ id: undefined }),
    request({ id: '1' }),
    request({ id: 1.5 }),
    request({ id: NaN }),
    request({ id: 2 ** 53 }),
    request({ id: 1n }),
    request({ method: 'PATCH' }),
    request({ method: 'get' }),
    request({ method: ['GET'] }),
    request({ method: 'constructor' }),
    request({ url: 7 }),
    request({ url: { toString: '/data' } }),
    { kind: 'icon', id: 1 },
    { kind: 'icon', id: 1, name: 'x'.repeat(65) },
    { kind: 'icon', id: 1, name: ['Star'] },
    { kind: 'response', id: 1, status: 200 },
    { kind: 'event', id: 1, event: {} },
    { type: 'metacore:connect', protocol: 1 },
  ];

  it('are ignored', async () => {
    for (const message of STRANGE) expect([message, await ask(message)]).toEqual([message, []]);
    expect(seen).toEqual([]);
  });
});

describe('bodies', () => {
  const post = (json: unknown) => ask(request({ method: 'POST', json }));
  const tooLong = refused(413, `the body is longer than ${MAX_PORT_MESSAGE_CHARS} characters`);
  const noJson = refused(400, 'the body is no JSON');

  it('longer than the limit are refused', async () => {
    expect(await post({ text: 'x'.repeat(MAX_PORT_MESSAGE_CHARS) })).toEqual(tooLong);
    // Every one of these characters becomes six.
    expect(await post({ text: '\u0001'.repeat(MAX_PORT_MESSAGE_CHARS / 4) })).toEqual(tooLong);
    expect(await post({ text: 'x'.repeat(MAX_PORT_MESSAGE_CHARS - 20) })).toMatchObject([{ status: 200 }]);
  });

  it('that would only become long as text are refused before they do', async () => {
    const holes: unknown[] = [];
    holes.length = 4_294_967_295;
    expect(await post(holes)).toEqual(tooLong);
    expect(await post({ deep: { holes } })).toEqual(tooLong);
    let laughter: unknown = 'ha';
    for (let n = 0; n < 20; n += 1) laughter = Array.from({ length: 10 }, () => laughter);
    expect(await post(laughter)).toEqual(tooLong);
  });

  it('that are more than data are refused', async () => {
    const ring: Record<string, unknown> = {};
    ring.self = ring;
    let deep: unknown = 1;
    for (let n = 0; n < 100_000; n += 1) deep = [deep];
    for (const json of [ring, deep, 1n, { a: 1n }, new Map([[1, 2]]), new Date(), new Uint8Array(10), new Blob(['x']), [new Set([1])], /x/])
      expect(await post(json)).toEqual(noJson);
    expect(seen).toEqual([]);
  });

  it('of forms are measured and read entry by entry', async () => {
    const form = (entries: unknown) => ask(request({ method: 'POST', form: entries }));
    const malformed = refused(400, 'the form is no list of names with texts or files');
    for (const entries of ['x', {}, null, [['a']], [['a', 'b', 'c']], [[1, 'b']], [['a', 1]], [['a', {}]], ['ab'], [null]])
      expect(await form(entries)).toEqual(malformed);
    const tooLarge = refused(413, 'the form is larger than 34 MiB');
    expect(await form([['a', 'x'.repeat(MAX_PORT_FORM_BYTES)]])).toEqual(tooLarge);
    const file = (bytes: number) => ['a', new Blob([new Uint8Array(bytes)])];
    expect(await form([file(MAX_PORT_FORM_BYTES)])).toEqual(tooLarge);
    expect(await form(Array.from({ length: 1001 }, () => ['a', 'b']))).toEqual(tooLarge);
    const holes: unknown[] = [];
    holes.length = 4_294_967_295;
    expect(await form(holes)).toEqual(tooLarge);
    expect(seen).toEqual([]);
    expect(await form([file(MAX_PORT_FORM_BYTES - 1)])).toMatchObject([{ status: 200 }]);
  });

  it('of forms carry the largest file that the kernel imports', () => {
    expect(MAX_PORT_FORM_BYTES).toBe(MAX_FORM_BYTES);
    expect(FILE_LIMITS.maxBytes).toBeLessThan(MAX_PORT_FORM_BYTES);
  });
});

describe('a flood', () => {
  it('is refused past the limit, and served again when requests are answered', async () => {
    const waiting: (() => void)[] = [];
    answer = () => new Promise((resolve) => waiting.push(() => resolve(Response.json({ success: true }))));
    for (let id = 0; id < MAX_PORT_REQUESTS_IN_FLIGHT; id += 1) receive(request({ id }));
    await settle();
    expect(sent).toEqual([]);
    expect(await ask(request({ id: 999 }))).toEqual(refused(429, 'too many requests at once', 999));
    expect(await ask({ kind: 'icon', id: 998, name: 'Star' })).toEqual([{ kind: 'icon', id: 998, node: null }]);
    waiting.forEach((resolve) => resolve());
    await settle();
    expect(sent).toHaveLength(MAX_PORT_REQUESTS_IN_FLIGHT + 2);
    answer = () => Response.json({ success: true });
    expect(await ask(request({ id: 1000 }))).toMatchObject([{ id: 1000, status: 200 }]);
  });
});

describe('a kernel that fails', () => {
  it('is a 500 with its sentence', async () => {
    answer = () => Promise.reject(new Error('out of order'));
    expect(await ask(request())).toEqual(refused(500, 'out of order'));
  });

  it('is one too when it sends no JSON under that name', async () => {
    answer = () => new Response('{', { headers: { 'content-type': 'application/json' } });
    expect(await ask(request())).toMatchObject([{ kind: 'response', id: 1, status: 500 }]);
  });
});

describe('icons', () => {
  it('are answered by name, null for those nobody knows and when the lookup fails', async () => {
    expect(await ask({ kind: 'icon', id: 1, name: 'Star' })).toEqual([{ kind: 'icon', id: 1, node: [['path', { d: 'M0 0' }]] }]);
    expect(await ask({ kind: 'icon', id: 2, name: '__proto__' })).toEqual([{ kind: 'icon', id: 2, node: null }]);
    icons = () => Promise.reject(new Error('no file'));
    expect(await ask({ kind: 'icon', id: 3, name: 'Star' })).toEqual([{ kind: 'icon', id: 3, node: null }]);
  });
});

describe('events', () => {
  const data = (org_id: string): KernelEvent => ({
    type: 'DATA_EVENT',
    payload: { org_id, addon: 'a', model: 'M', table: 'm', action: 'created', id: '1', actor_id: null, at: 't' },
  });
  const changed = (orgId: string): KernelEvent => ({
    type: 'ADDON_MANIFEST_CHANGED',
    payload: { orgId, addonKey: 'a', oldHash: '', newHash: 'x', version: '1.0.0', timestamp: 't' },
  });

  it('are passed on of the own organization only, until the port is no longer served', async () => {
    publish(data('o1'));
    receive({ kind: 'realtime', type: 'SUBSCRIBE', models: ['m', 7, ''] });
    receive({ kind: 'realtime', type: 'SHUTDOWN', models: ['x'] });
    for (const event of [data('o2'), data('o1'), changed('o2'), changed('o1')]) publish(event);
    expect(sent).toEqual([
      { kind: 'event', event: { type: 'DATA_SUBSCRIBED', payload: { models: ['m'] } } },
      { kind: 'event', event: data('o1') },
      { kind: 'event', event: changed('o1') },
    ]);
    stop();
    publish(data('o1'));
    expect(port.onmessage).toBeNull();
    expect(await ask(request())).toEqual([]);
    expect(sent).toHaveLength(3);
  });
});

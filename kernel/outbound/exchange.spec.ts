import { beforeEach, describe, expect, it } from 'vitest';
import type { Statement } from '../database/port';
import type { InstalledAddon } from '../installed/registry';
import type { Enforcement, Services } from '../operation/services';
import { createPorts } from '../port';
import { createLedger, LEDGER } from '../security/ledger';
import { createTestClock, type TestClock } from '../testing/guest';
import { exchange, MAX_REDIRECTS, MAX_REQUEST_CHARS, MAX_RESPONSE_BYTES, TIMEOUT_MS } from './exchange';
import { createDesk, DESK, type WebhookDesk } from './mock-server';
import { createOutbound, MAX_ALLOWED_HOSTS, MAX_PER_MINUTE, type NetworkAnswer, OUTBOUND, type Outbound } from './network';

const SECRET = 'sk_live_PLANTED/+9';
const HOST = 'https://api.example.com';
const addon = {
  key: 'till',
  organizationId: 'o1',
  secret: 'installation-secret',
  manifest: { capabilities: [{ kind: 'http:fetch', target: '*.example.com' }] },
} as unknown as InstalledAddon;

let clock: TestClock;
let desk: WebhookDesk;
let outbound: Outbound;
let kept: Statement[];
let enforcement: Enforcement;
let sent: string[];
let onNetwork: (url: string) => Partial<NetworkAnswer>;

async function* bytes(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(typeof part === 'string' ? new TextEncoder().encode(part) : part);
}

beforeEach(() => {
  clock = createTestClock();
  desk = createDesk();
  kept = [];
  sent = [];
  enforcement = 'enforce';
  onNetwork = () => ({});
  outbound = createOutbound(
    {
      send: ({ url }) => {
        sent.push(url);
        return Promise.resolve({ status: 200, headers: {}, body: bytes('hello'), ...onNetwork(url) });
      },
    },
    clock,
  );
});

function start(url: string, more: { method?: string; body?: string | null; headers?: Record<string, string>; timeoutMs?: number } = {}) {
  const ports = createPorts();
  ports.plug(DESK, desk);
  ports.plug(OUTBOUND, outbound);
  ports.plug(LEDGER, createLedger(clock));
  const services = { clock, ports, enforcement, reportError: () => undefined } as unknown as Services;
  const { method = 'POST', body = '{}', headers = {}, timeoutMs } = more;
  return exchange(services, null, (statement) => Promise.resolve(kept.push(statement)), {
    addon,
    cause: { kind: 'tool', name: 'find' },
    request: { method, url, headers, body },
    secrets: [SECRET],
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}
const keptText = () => JSON.stringify(kept);
/** Lets what is under way go on to where it waits for the clock. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('a request', () => {
  it('is answered by the mock, as usual where nothing is set, and kept with its rule', async () => {
    expect(await start(`${HOST}/x`)).toMatchObject({
      answeredBy: 'usual',
      rule: 'till#/capabilities/0',
      response: { status: 200 },
      failure: null,
    });
    desk.set(`${HOST}/x`, { status: 404, body: 'gone' });
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'mock', response: { status: 404, body: 'gone' } });
    expect(await start('/hooks/x')).toMatchObject({ answeredBy: 'usual', rule: 'no host' });
    expect(kept.length).toBe(3);
    expect(sent).toEqual([]);
  });

  it('goes to the network where a person allowed its host, and the mock has no route for it', async () => {
    outbound.allow('API.example.com');
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'network', response: { body: 'hello' } });
    desk.set('*', { status: 200, body: 'mocked' });
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'mock' });
    desk.set('*', null);
    outbound.forbid('api.example.com');
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'usual' });
    expect(sent).toEqual([`${HOST}/x`]);
  });

  it.each([
    'https://api.example.com@evil.test/x',
    'https://evil.test/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'https://api.example.com.evil.test/',
    'javascript:alert(1)',
  ])('to %s is refused, and nothing is sent or kept', async (url) => {
    desk.set('*', { status: 200, body: 'mocked' });
    await expect(start(url)).rejects.toMatchObject({ status: 403, body: { code: 'capability_missing' } });
    expect([sent, kept]).toEqual([[], []]);
  });

  it('with a user before its host goes nowhere', async () => {
    outbound.allow('api.example.com');
    expect(await start('https://user:pass@api.example.com/x')).toMatchObject({
      answeredBy: 'nobody',
      failure: { code: 'address_invalid' },
    });
    expect(sent).toEqual([]);
  });

  it('in shadow goes to the mock wherever it leads, and to no private network', async () => {
    enforcement = 'shadow';
    expect(await start('http://10.0.0.1/x')).toMatchObject({ answeredBy: 'usual', rule: 'shadow' });
    for (const host of ['127.0.0.1', 'localhost:8080', '[::1]', 'a b', '', '*', 'https://x.test', 'x.test/y', '0x7f.1'])
      expect(() => outbound.allow(host)).toThrow('no public host');
  });

  it('takes no secret along into what is kept or answered', async () => {
    desk.set('*', {
      status: 500,
      body: `you said ${SECRET} and ${btoa(`u:${SECRET}`)}`,
      headers: { location: `${HOST}/?t=${encodeURIComponent(SECRET)}` },
    });
    const answered = await start(`${HOST}/x?token=${encodeURIComponent(SECRET)}`, {
      body: JSON.stringify({ token: SECRET, own: 'installation-secret' }),
      headers: { Authorization: `Bearer ${SECRET}`, 'X-Own': SECRET },
    });
    desk.set('*', { status: 302, body: '', headers: { location: `https://${encodeURIComponent(SECRET)}.evil.test/${SECRET}` } });
    const redirected = await start(`${HOST}/x`);
    expect(redirected).toMatchObject({ failure: { code: 'redirect_refused' } });
    onNetwork = () => {
      throw new Error(`connect failed for https://x/?t=${SECRET}`);
    };
    outbound.allow('api.example.com');
    desk.set('*', null);
    const failed = await start(`${HOST}/x`);
    expect(failed).toMatchObject({ failure: { code: 'transport' } });
    const everything = JSON.stringify([answered, redirected, failed]) + keptText();
    for (const form of ['PLANTED', 'planted', encodeURIComponent(SECRET), btoa(SECRET).slice(2, -4), 'installation-secret'])
      expect(everything).not.toContain(form);
  });
});

describe('an answer', () => {
  beforeEach(() => outbound.allow('api.example.com'));

  it('that sends on is followed to the same host alone, and not for ever', async () => {
    const to = (location: string, status = 302) => ({ status, headers: { location }, body: bytes() });
    onNetwork = (url) => (url.endsWith('/x') ? to('/y') : {});
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'network', response: { body: 'hello' } });
    expect(sent).toEqual([`${HOST}/x`, `${HOST}/y`]);
    for (const location of [
      'http://127.0.0.1/',
      'https://evil.test/',
      'http://api.example.com/',
      'https://api.example.com:8443/',
      '//evil.test',
      'https://u:p@api.example.com/',
      'http://',
    ]) {
      sent = [];
      onNetwork = () => to(location, 307);
      expect(await start(`${HOST}/x`)).toMatchObject({ response: null, failure: { code: 'redirect_refused' } });
      expect(sent).toEqual([`${HOST}/x`]);
    }
    sent = [];
    onNetwork = () => to('/again');
    expect(await start(`${HOST}/x`)).toMatchObject({ failure: { code: 'redirect_refused' } });
    expect(sent.length).toBe(MAX_REDIRECTS + 1);
  });

  it('is read as far as it may be long, and no further', async () => {
    const block = new Uint8Array(1024 * 1024).fill(0x61);
    let read = 0;
    async function* endless(most: number): AsyncGenerator<Uint8Array> {
      for (; read < most; read += 1) yield await Promise.resolve(block);
    }
    onNetwork = () => ({ body: endless(MAX_RESPONSE_BYTES / block.length) });
    expect((await start(`${HOST}/x`)).response?.body.length).toBe(MAX_RESPONSE_BYTES);
    read = 0;
    onNetwork = () => ({ body: endless(Number.POSITIVE_INFINITY) });
    expect(await start(`${HOST}/x`)).toMatchObject({ response: null, failure: { code: 'response_too_large' } });
    expect(read).toBeLessThan(10);
  });

  it('is waited for so long', async () => {
    onNetwork = () => ({ body: { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) } });
    const slow = start(`${HOST}/x`);
    await settle();
    clock.advance(TIMEOUT_MS);
    expect(await slow).toMatchObject({ failure: { code: 'timeout', message: 'no answer within 15 s' } });
    expect(clock.waiting()).toBe(0);
    desk.set('*', { status: 200, body: 'late', delayMs: 900 });
    const late = start(`${HOST}/x`, { timeoutMs: 1000 });
    await settle();
    clock.advance(900);
    expect(await late).toMatchObject({ response: { body: 'late' } });
    for (const fail of ['refused', 'reset', 'dns'] as const) {
      desk.set('*', { status: 200, body: '', fail });
      expect(await start(`${HOST}/x`)).toMatchObject({ failure: { code: 'transport' } });
    }
    desk.set('*', { status: 200, body: '', fail: 'timeout' });
    const never = start(`${HOST}/x`, { timeoutMs: 10 });
    await settle();
    clock.advance(10);
    expect(await never).toMatchObject({ failure: { code: 'timeout' } });
  });

  it('is read in the characters it says, and in UTF-8 where nobody knows them', async () => {
    const latin = Uint8Array.from([0x63, 0x61, 0x66, 0xe9]);
    const as = async (type: string) => {
      onNetwork = () => ({ headers: { 'content-type': type }, body: bytes(latin) });
      return (await start(`${HOST}/x`)).response?.body;
    };
    expect(await as('text/plain; charset=iso-8859-1')).toBe('café');
    expect(await as('text/plain; charset="nonsense"')).toBe('caf\ufffd');
    onNetwork = () => ({ body: bytes('a\0b') });
    expect((await start(`${HOST}/x`)).response?.body).toBe('a\ufffdb');
  });
});

describe('requests', () => {
  it('of one addon to the network are so many in a minute', async () => {
    outbound.allow('api.example.com');
    for (let at = 0; at < MAX_PER_MINUTE; at += 1) expect((await start(`${HOST}/x`)).answeredBy).toBe('network');
    expect(await start(`${HOST}/x`)).toMatchObject({ answeredBy: 'nobody', failure: { code: 'too_many_requests' } });
    clock.advance(60_000);
    expect((await start(`${HOST}/x`)).answeredBy).toBe('network');
  });

  it('are so long and no longer', async () => {
    expect(await start(`${HOST}/x`, { body: 'x'.repeat(MAX_REQUEST_CHARS) })).toMatchObject({ failure: null });
    expect(await start(`${HOST}/x`, { body: 'x'.repeat(MAX_REQUEST_CHARS + 1) })).toMatchObject({ failure: { code: 'request_too_large' } });
  });

  it('go to so many hosts', () => {
    for (let at = 0; at < MAX_ALLOWED_HOSTS; at += 1) outbound.allow(`h${at}.example.com`);
    outbound.allow('h0.example.com');
    expect(() => outbound.allow('one.more.example')).toThrow('100 hosts');
  });
});

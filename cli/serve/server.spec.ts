/** What the server adds to the kernel: who may ask from where, tokens, sockets, counters. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ORGANIZATIONS, USERS } from '../../kernel/database/core-rows';
import type { Kernel } from '../../kernel/kernel';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../../kernel/testing/kernel';
import { shopManifest } from '../../kernel/testing/shop';
import { type RunningServer, startServer } from './server';
import { createTokenIssuer } from './token';

let t: TestKernel;
let server: RunningServer;
let base: string;

beforeAll(async () => {
  t = await openTestKernel();
  for (const { id } of ORGANIZATIONS) await t.install(shopManifest(), { organizationId: id });
  server = await startServer(t.kernel, 0);
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  await t.database.close();
});

/** `fetch` does not let a test choose Host and Origin. */
function raw(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString('utf8')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function tokenFor(organization: string, user: string): Promise<string> {
  const response = await fetch(`${base}/api/playground/token`, { method: 'POST', body: JSON.stringify({ organization, user }) });
  return ((await response.json()) as { data: { token: string } }).data.token;
}

describe('the door', () => {
  it('shows a public link to nobody in particular, whatever token comes along, and counts them by machine', async () => {
    const unknown = `${base}/p/acme/shop/none/${'A'.repeat(43)}`;
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { 'x-playground-client': 'another' }]) {
      const response = await fetch(unknown, { headers });
      expect([response.status, await response.json()]).toEqual([404, { success: false, message: 'this link leads nowhere' }]);
    }
    for (let tries = 3; tries < 30; tries += 1) await fetch(unknown);
    expect((await fetch(unknown, { headers: { 'x-playground-client': 'yet another' } })).status).toBe(429);
  });

  it('is open to this machine only', async () => {
    expect(await raw('/api/data/customers', { host: 'evil.example' })).toMatchObject({
      status: 421,
      body: '{"success":false,"message":"this server answers to localhost only"}',
    });
    const host = `localhost:${server.port}`;
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example']) {
      expect(await raw('/api/data/customers', { host, origin }, 'POST')).toMatchObject({
        status: 403,
        body: '{"success":false,"message":"pages of other sites may not ask this server"}',
      });
    }
    const own = await raw('/api/data/customers', { host, origin: 'http://localhost:5173' });
    expect([own.status, own.headers['access-control-allow-origin']]).toEqual([200, 'http://localhost:5173']);
    const asked = await raw('/api/data/customers', { host, origin: 'http://127.0.0.1:3000' }, 'OPTIONS');
    expect([asked.status, asked.headers['access-control-allow-methods']]).toEqual([204, 'GET, POST, PUT, PATCH, DELETE']);
  });

  it('reads no more than the largest import', async () => {
    const bytes = new Uint8Array(35 * 1024 * 1024);
    const form = new FormData();
    form.set('file', new File([bytes], 'large.csv'));
    for (const [path, body, most] of [
      ['customers', bytes, 10],
      ['customers/import', form, 34],
    ] as const) {
      const response = await fetch(`${base}/api/data/${path}`, { method: 'POST', body });
      const message = `the body is longer than ${String(most)} MiB`;
      expect([response.status, await response.json()]).toEqual([413, { success: false, message }]);
    }
  });

  it('asks who it is before it reads what they send', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent <= 40) controller.enqueue(new Uint8Array(1024 * 1024));
        else controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { authorization: 'Bearer x' },
    };
    const answer = await fetch(`${base}/api/data/customers`, init);
    expect([answer.status, await answer.json()]).toEqual([401, { success: false, message: 'not authenticated' }]);
  });

  it('lets requests that are under way end before it does', async () => {
    let arrived: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (arrived = resolve));
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const kernel: Kernel = {
      ...t.kernel,
      async fetch(request, principal) {
        arrived();
        await gate;
        return t.kernel.fetch(request, principal);
      },
    };
    const own = await startServer(kernel, 0);
    const address = `http://127.0.0.1:${own.port}/api/data/customers`;
    const asked = fetch(address, { method: 'POST', body: '{"name":"Late"}' });
    await underWay;
    const ended = own.close();
    await expect(fetch(address)).rejects.toThrow();
    goOn();
    expect((await asked).status).toBe(201);
    await ended;
  });

  it('cuts what does not end', async () => {
    let arrived: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (arrived = resolve));
    const kernel: Kernel = {
      ...t.kernel,
      fetch() {
        arrived();
        return new Promise(() => undefined);
      },
    };
    const own = await startServer(kernel, 0, { drainMs: 1 });
    const asked = expect(fetch(`http://127.0.0.1:${own.port}/api/data/customers`)).rejects.toThrow();
    await underWay;
    await own.close();
    await asked;
  });

  it('answers in the language that is asked for', async () => {
    const response = await fetch(`${base}/api/metadata/modal/customers`, { headers: { 'accept-language': 'es-MX' } });
    expect(await response.json()).toMatchObject({ data: { createTitle: 'Nuevo: Customers' } });
  });
});

describe('a token', () => {
  it('says who asks', async () => {
    const names = async (token: string | null) => {
      const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
      const response = await fetch(`${base}/api/data/users?fields=name&sortBy=name&order=asc`, { headers });
      return [response.status, ((await response.json()) as { data?: { name: string }[] }).data?.map(({ name }) => name)];
    };
    expect(await names(null)).toEqual([200, ['Ada Romero', 'Bruno Díaz', 'Carla Núñez']]);
    expect(await names(await tokenFor('Globex Retail', 'Dana Köhler'))).toEqual([200, ['Dana Köhler', 'Emil Novak']]);
    expect(await names(await tokenFor(ORGANIZATIONS[1].id, USERS[4].id))).toEqual([403, undefined]);
    const token = await tokenFor('Globex Retail', 'Dana Köhler');
    const [header, payload, signature] = token.split('.');
    const other = Buffer.from(JSON.stringify({ sub: USERS[0].id, exp: 9e9 })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const bad of ['', 'x', `${header}.${other}.${signature}`, `${none}.${payload}.`, `${none}.${other}.`, `${token}x`, `${token}.`])
      expect((await names(bad))[0], bad).toBe(401);
  });

  it('is for people there are', async () => {
    for (const [body, status] of [
      ['{"organization":"Acme Workshop","user":"dana@globex.test"}', 404],
      ['{}', 404],
      ['null', 404],
      ['{', 400],
    ] as const)
      expect((await fetch(`${base}/playground/token`, { method: 'POST', body })).status, body).toBe(status);
    const people = (await (await fetch(`${base}/api/playground/people`)).json()) as { data: unknown[] };
    expect(people.data).toHaveLength(5);
  });

  it('ends after a day of work', async () => {
    let now = 1_000_000;
    const issuer = await createTokenIssuer(() => now);
    const [person] = await t.kernel.principals();
    if (!person) throw new Error('nobody');
    const token = await issuer.issue(person);
    expect(await issuer.userOf(token)).toBe(person.userId);
    now += 12 * 3600 * 1000;
    expect(await issuer.userOf(token)).toBeNull();
    expect(await (await createTokenIssuer(() => now - 1000)).userOf(token)).toBeNull();
  });
});

describe('a socket', () => {
  interface Opened {
    frames: { type: string; payload: Record<string, unknown> }[];
    send: (frame: unknown) => void;
    /** Resolves when so many frames came. */
    heard: (count: number) => Promise<void>;
    close: () => void;
  }

  function open(token: string | null, origin?: string): Promise<Opened> {
    const socket = new WebSocket(
      `ws://127.0.0.1:${server.port}/ws${token === null ? '' : `?token=${token}`}`,
      origin === undefined ? {} : { origin },
    );
    const frames: Opened['frames'] = [];
    let wake: () => void = () => undefined;
    socket.on('message', (data: Buffer) => {
      frames.push(JSON.parse(data.toString('utf8')) as Opened['frames'][number]);
      wake();
    });
    const heard = async (count: number): Promise<void> => {
      while (frames.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    return new Promise((resolve, reject) => {
      socket.on('open', () =>
        resolve({
          frames,
          heard,
          send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
          close: () => socket.close(),
        }),
      );
      socket.on('error', reject);
    });
  }

  it('hears of the models it asked for, in its own organization', async () => {
    const ada = await open(null);
    const dana = await open(await tokenFor('Globex Retail', 'Dana Köhler'));
    ada.send('no json');
    ada.send({ type: 'SUBSCRIBE', models: ['shop.Customer', 7] });
    dana.send({ type: 'SUBSCRIBE', payload: { models: ['customers', 'products'] } });
    await Promise.all([ada.heard(1), dana.heard(1)]);
    expect(ada.frames).toEqual([{ type: 'DATA_SUBSCRIBED', payload: { models: ['shop.Customer'] } }]);
    await t.call('POST', '/data/products', { sku: 'S1', title: 'x' });
    await t.call('POST', '/data/customers', { name: 'Foreign' }, OTHER_PRINCIPAL);
    await t.call('POST', '/data/customers', { name: 'Own' });
    await Promise.all([ada.heard(2), dana.heard(2)]);
    expect(ada.frames[1]).toMatchObject({
      type: 'DATA_EVENT',
      payload: { table: 'customers', action: 'created', org_id: ORGANIZATIONS[0].id },
    });
    expect(dana.frames[1]).toMatchObject({ type: 'DATA_EVENT', payload: { table: 'customers', org_id: ORGANIZATIONS[1].id } });
    ada.send({ type: 'UNSUBSCRIBE', models: ['shop.Customer'] });
    await ada.heard(3);
    await t.call('POST', '/data/customers', { name: 'Unheard' });
    const manifest = shopManifest();
    manifest.metadata.version = '1.0.1';
    await t.install(manifest);
    await ada.heard(4);
    expect(ada.frames.slice(2)).toMatchObject([
      { type: 'DATA_SUBSCRIBED', payload: { models: [] } },
      { type: 'ADDON_MANIFEST_CHANGED', payload: { addonKey: 'shop', version: '1.0.1' } },
    ]);
    expect(dana.frames).toHaveLength(2);
    ada.close();
    dana.close();
  });

  it('is not opened for a bad token, another site or another path', async () => {
    await expect(open('nonsense')).rejects.toThrow('401');
    await expect(open(null, 'https://evil.example')).rejects.toThrow('403');
    expect((await fetch(`${base}/ws`)).status).toBe(426);
    expect(await (await fetch(`${base}/api/realtime/info`)).json()).toMatchObject({
      enabled: true,
      ws_url: `ws://127.0.0.1:${server.port}/ws`,
    });
  });
});

describe('the counters', () => {
  it('are text that Prometheus reads', async () => {
    const response = await fetch(`${base}/api/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toMatch(/^metacore_requests_total\{method="GET",status="200"\} \d+$/m);
    expect(text).toMatch(/^metacore_request_seconds_bucket\{le="\+Inf"\} \d+$/m);
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/);
  });
});

import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compile, sql } from '../database/sql';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createTestClock, createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const ORG = ORGANIZATIONS[0].id;
const NOTE = 'aaaaaaaa-0000-4000-8000-000000000001';
const HOOK = 'https://desk.example.com/a%20b/done?x=1';
/** Addresses that no capability of the addon covers: what each is told as. */
const UNCOVERED = [
  ['elsewhere', 'https://elsewhere.example.com/x', 'elsewhere.example.com'],
  ['slashes', '//elsewhere.example.com/x', 'elsewhere.example.com'],
  ['backslashes', '/\\elsewhere.example.com/x', 'elsewhere.example.com'],
  ['port', 'https://desk.example.com:8443/x', 'desk.example.com:8443'],
  ['below', 'https://a.desk.example.com/x', 'a.desk.example.com'],
  ['user', 'https://desk.example.com@elsewhere.example.com/x', 'elsewhere.example.com'],
  ['private', 'http://192.168.0.1/x', '192.168.0.1'],
  ['scheme', 'ftp://desk.example.com/x', 'ftp://desk.example.com/x'],
  ['broken', 'https://desk example.com/x', 'https://desk example.com/x'],
] as const;
const COVERED = [
  ['usual_port', 'https://desk.example.com:443/x'],
  ['capitals', 'HTTPS://Desk.Example.COM/x'],
  ['domain', 'https://wide.example.com/x'],
  ['deep', 'https://a.b.wide.example.com/x'],
  ['relative', '/hooks/done'],
  ['no_slash', 'hooks/done?to=https://elsewhere.example.com'],
] as const;

const guest = createTestGuest();
const clock = createTestClock();
let t: TestKernel;

const wasm = (name: string) => ({ type: 'wasm' as const, function: name });
const manifest = () =>
  manifestWith(
    'desk',
    [
      {
        key: 'Note',
        table: 'notes',
        columns: [
          { name: 'title', type: 'text' },
          { name: 'model', type: 'text' },
        ],
      },
    ],
    {
      capabilities: [
        { kind: 'http:fetch', target: 'desk.example.com' },
        { kind: 'http:fetch', target: '192.168.0.1' },
        { kind: 'http:fetch', target: '*.wide.example.com' },
      ],
      contributions: {
        actions: [
          { key: 'file', target_model: 'Note', handler: wasm('OnFile'), idempotency: { key_field: 'request' } },
          { key: 'move', target_model: 'Note', handler: wasm('OnMove') },
          { key: 'scan', target_model: 'Note', placement: 'table', handler: wasm('OnScan') },
          { key: 'ring', target_model: 'Note', handler: { type: 'webhook', url: HOOK } },
          ...[...UNCOVERED, ...COVERED].map(([key, url]) => ({ key, target_model: 'Note', handler: { type: 'webhook' as const, url } })),
          { key: 'blank', target_model: 'Note', handler: { type: 'wasm' } },
          {
            key: 'send',
            target_model: 'Note',
            handler: {
              type: 'capability',
              capability: 'messaging.send',
              input: { to: 'record.title', text: 'payload.text', kind: 'const:plain' },
            },
          },
        ],
      },
    },
  );
const provider = () =>
  manifestWith('post', [], {
    provides_capabilities: [{ key: 'messaging.send', label: 'Send', handler: { type: 'wasm', function: 'OnSend' } }],
  });

beforeAll(async () => {
  t = await openTestKernel({ guest, clock });
  await t.install(manifest(), { backend: { runInTx: ['Note.move'] } });
  await t.install(provider());
  await t.call('POST', '/data/notes', { id: NOTE, title: 'Milk', model: 'shadowed' });
});
afterAll(() => t.database.close());
beforeEach(() => {
  guest.current = 'ready';
  guest.calls.length = 0;
});

const act = (key: string, body: unknown = {}, headers?: Record<string, string>) =>
  t.call('POST', `/data/notes/${NOTE}/action/${key}`, body, undefined, headers);
const meta = (action: string, trigger_type = 'wasm') => ({ model: 'Note', action, trigger_type });

describe('a function of the addon', () => {
  it('is sent the union of the shapes that handlers read', async () => {
    guest.on('OnFile', () => '');
    expect(await act('file', { place: 'box' }, { 'x-request-id': 'req-1' })).toEqual({
      status: 200,
      body: { success: true, data: {}, meta: meta('file') },
    });
    const [installation] = await t.query(`select id from public.metacore_installations where addon_key = 'desk'`);
    const { payload } = guest.calls[0] as { payload: Record<string, unknown> };
    const row = payload.row as Record<string, unknown>;
    expect(row).toMatchObject({ id: NOTE, title: 'Milk', model: 'shadowed', organization_id: ORG });
    expect(payload).toEqual({
      ...row,
      row,
      record: row,
      record_id: NOTE,
      args: { place: 'box' },
      payload: { place: 'box' },
      model: 'Note',
      action: 'file',
      hook: 'Note::file',
      org_id: ORG,
      tenant: ORG,
      host: 'playground',
      invocation: { action: 'file', model: 'Note', record_id: NOTE, actor_id: USERS[0].id, correlation_id: 'req-1' },
      ctx: {
        model: 'Note',
        action: 'file',
        installation_id: installation?.id,
        principal: { user_id: USERS[0].id, org_id: ORG, locale: 'en' },
        request_id: 'req-1',
        idempotency_key: null,
      },
    });
  });

  it.each([
    [
      { success: true, data: { n: 1 }, meta: { took: 2, model: 'lie' } },
      { success: true, data: { n: 1 }, meta: { took: 2, ...meta('scan') } },
    ],
    [
      { success: true, message: 'desk.scanned' },
      { success: true, message: 'desk.scanned', data: {}, meta: meta('scan') },
    ],
    [{ ok: true }, { success: true, data: {}, meta: meta('scan') }],
    [{ n: 1 }, { success: true, data: { n: 1 }, meta: meta('scan') }],
    [[1, 2], { success: true, data: [1, 2], meta: meta('scan') }],
    ['no json', { success: true, data: {}, meta: meta('scan') }],
    [undefined, { success: true, data: {}, meta: meta('scan') }],
  ])('that answers %j did it', async (output, body) => {
    guest.on('OnScan', () => output);
    expect(await t.call('POST', '/data/notes/action/scan')).toEqual({ status: 200, body });
  });

  it.each([
    [{ success: false, error: { code: 'full', message: 'The box is full' } }, 'full', 'The box is full', {}],
    [{ success: false, error: { code: 'gone', message: 'no', message_key: 'k.gone' } }, 'gone', 'no [k.gone]', {}],
    [{ ok: false, error: 'broken' }, 'handler_error', 'broken', {}],
    [{ success: false, message: 'so so' }, 'handler_error', 'so so', {}],
    [{ success: false }, 'handler_error', 'the handler failed without saying why', {}],
    [
      { success: false, error: { message: 'bad lines' }, errors: { 'lines.0.qty': [{ code: 'min' }] } },
      'handler_error',
      'bad lines',
      { errors: { 'lines.0.qty': [{ code: 'min' }] } },
    ],
  ])('that answers %j did not', async (output, code, message, more) => {
    guest.on('OnScan', () => output);
    expect(await t.call('POST', '/data/notes/action/scan')).toEqual({
      status: 422,
      body: { success: false, message, error: { code, message }, ...more, meta: meta('scan') },
    });
  });

  it('that breaks is a fault of the host with its code, and not loaded is 501', async () => {
    guest.on('OnScan', () => {
      throw new Error('unreachable');
    });
    expect(await t.call('POST', '/data/notes/action/scan')).toEqual({
      status: 500,
      body: { success: false, message: 'unreachable', code: 'internal_error' },
    });
    guest.current = 'absent';
    expect(await act('file')).toEqual({
      status: 501,
      body: {
        success: false,
        message: 'the code of "desk" is not loaded here, so its function "OnFile" cannot run',
        code: 'guest_not_loaded',
      },
    });
    expect(await act('blank')).toEqual({
      status: 501,
      body: { success: false, message: 'the handler of action "blank" names no function', code: 'function_not_declared' },
    });
  });

  it('of another addon is called by its contract, with the values that are mapped', async () => {
    guest.on('OnSend', (_, { invocation }) => ({ success: true, data: { by: invocation.addonKey } }));
    expect(await act('send', { text: 'hello' })).toEqual({
      status: 200,
      body: { success: true, data: { by: 'post' }, meta: meta('send', 'capability') },
    });
    expect(guest.calls).toEqual([{ function: 'OnSend', payload: { to: 'Milk', text: 'hello', kind: 'plain' } }]);
  });
});

describe('an action in a transaction', () => {
  const rename = (title: string) => compile(sql`update addon_desk.notes set title = ${title} where id = ${NOTE}`);
  const titleNow = async () => (await t.query(`select title from addon_desk.notes where id = '${NOTE}'`))[0]?.title;

  it('keeps what it wrote when it succeeds, and nothing when it fails', async () => {
    guest.on('OnMove', async (_, { session }) => {
      await session?.run(rename('Bread'));
      return { success: false, error: { code: 'late', message: 'too late' } };
    });
    expect(await act('move')).toEqual({
      status: 422,
      body: {
        success: false,
        message: 'too late',
        error: { code: 'late', message: 'too late' },
        meta: { ...meta('move'), rolled_back: true },
      },
    });
    expect(await titleNow()).toBe('Milk');
    guest.on('OnMove', async (_, { session }) => {
      await session?.run(rename('Bread'));
      return { success: true };
    });
    expect(await act('move')).toEqual({
      status: 200,
      body: { success: true, data: {}, meta: { ...meta('move'), rolled_back: false } },
    });
    expect(await titleNow()).toBe('Bread');
  });

  it('has one only when the project says so', async () => {
    const sessions: unknown[] = [];
    guest.on('OnFile', (_, { session }) => void sessions.push(session));
    await act('file');
    expect(sessions).toEqual([null]);
  });
});

describe('an action with a key', () => {
  it('runs once at a time, and a failure gives the key back', async () => {
    let release: (value: unknown) => void = () => undefined;
    guest.on('OnFile', () => new Promise((resolve) => (release = resolve)));
    const first = act('file', { request: 'k' });
    while (guest.calls.length === 0) await t.query('select 1');
    expect(await act('file', { request: 'k' })).toEqual({
      status: 409,
      body: {
        success: false,
        message: 'the same request is still running',
        error: { code: 'idempotency_in_flight', message: 'the same request is still running' },
      },
    });
    release({ success: false });
    expect(await first).toMatchObject({ status: 422 });
    guest.on('OnFile', () => ({ success: true, data: { n: guest.calls.length } }));
    expect(await act('file', { request: 'k' })).toEqual({ status: 200, body: { success: true, data: { n: 2 }, meta: meta('file') } });
    expect(await act('file', { request: 'k' })).toEqual({
      status: 200,
      body: { success: true, data: { n: 2 }, meta: { ...meta('file'), replayed: true } },
    });
    expect(guest.calls).toHaveLength(2);
  });

  it('is forgotten after a day', async () => {
    guest.on('OnFile', () => ({ success: true, data: { n: guest.calls.length } }));
    await act('file', { request: 'day' });
    clock.advance(24 * 60 * 60 * 1000 - 1);
    expect(await act('file', { request: 'day' })).toMatchObject({ body: { data: { n: 1 }, meta: { replayed: true } } });
    clock.advance(1);
    expect(await act('file', { request: 'day' })).toEqual({ status: 200, body: { success: true, data: { n: 2 }, meta: meta('file') } });
    expect(await t.query('select count(*)::int as n from metacore.action_answers')).toEqual([{ n: 1 }]);
  });
});

describe('a webhook', () => {
  it('goes to the outbox, signed with the secret of the installation', async () => {
    expect(await act('ring', { text: 'ü' })).toMatchObject({ status: 200 });
    const [row] = await t.query(`select id, secret from public.metacore_installations where addon_key = 'desk'`);
    const [sent] = await t.kernel.sentWebhooks(ORG);
    const body = sent?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({ hook: 'Note::ring', payload: { text: 'ü' }, record_id: NOTE });
    const nonce = sent?.headers['X-Metacore-Nonce'] ?? '';
    expect(nonce).toMatch(/^[0-9a-f-]{36}$/);
    const timestamp = String(Math.floor(clock.now() / 1000));
    const text = `${timestamp}.POST./a%20b/done?x=1.${nonce}.${createHash('sha256').update(body).digest('hex')}`;
    expect(sent).toEqual({
      id: sent?.id,
      organizationId: ORG,
      addonKey: 'desk',
      event: 'Note::ring',
      method: 'POST',
      url: HOOK,
      headers: {
        'Content-Type': 'application/json',
        'X-Metacore-Timestamp': timestamp,
        'X-Metacore-Nonce': nonce,
        'X-Metacore-Signature': `sha256=${createHmac('sha256', String(row?.secret)).update(text).digest('hex')}`,
        'X-Metacore-Installation-ID': row?.id,
        'X-Metacore-Event': 'Note::ring',
        'X-Metacore-Host': 'metacore',
        'X-Metacore-Tenant': ORG,
        'X-Metacore-Invocation': 'action',
        'X-Metacore-User-ID': DEFAULT_PRINCIPAL.userId,
      },
      body,
      responseStatus: 200,
      responseBody: '{"success":true,"data":{"delivered_to":"mock outbox"}}',
      at: new Date(clock.now()).toISOString().replace(/\.?0*Z$/, 'Z'),
    });
    expect(row?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await t.kernel.sentWebhooks(OTHER_PRINCIPAL.organizationId)).toEqual([]);
  });

  it.each(UNCOVERED)('does not go where no http:fetch covers the host: %s', async (key, _, target) => {
    const before = (await t.kernel.sentWebhooks(ORG)).length;
    const message = `"desk" declares no capability http:fetch for "${target}", where its webhook goes (today's Go kernel asks for none)`;
    expect(await act(key)).toEqual({
      status: 403,
      body: { success: false, message, code: 'capability_missing', capability: 'http:fetch', target },
    });
    expect((await t.kernel.sentWebhooks(ORG)).length).toBe(before);
  });

  it('goes there in shadow, from the moment it is chosen to the moment it is not', async () => {
    const [key, url] = UNCOVERED[0];
    t.kernel.enforce('shadow');
    expect((await act(key)).status).toBe(200);
    expect((await t.kernel.sentWebhooks(ORG))[0]?.url).toBe(url);
    t.kernel.enforce('enforce');
    expect((await act(key)).status).toBe(403);
  });

  it.each(COVERED)('goes where one does, and to the host itself: %s', async (key, url) => {
    expect((await act(key)).status).toBe(200);
    expect((await t.kernel.sentWebhooks(ORG))[0]?.url).toBe(url);
  });

  it('gets the answer that is set for its address, else the one for all', async () => {
    const { webhooks } = t.kernel;
    webhooks.set(HOOK, { status: 500, body: 'down' });
    webhooks.set('*', { status: 200, body: '{"success":true,"data":{"any":1}}' });
    const message = 'the webhook answered 500: down';
    expect(await act('ring')).toEqual({
      status: 422,
      body: { success: false, message, error: { code: 'webhook_failed', message }, meta: meta('ring', 'webhook') },
    });
    webhooks.set(HOOK, null);
    expect(await act('ring')).toEqual({ status: 200, body: { success: true, data: { any: 1 }, meta: meta('ring', 'webhook') } });
    webhooks.set('*', null);
    expect(() => webhooks.set('x', { status: 99, body: '' })).toThrow('99 is no HTTP status');
    expect(() => webhooks.set('x', { status: 200, body: 'x'.repeat(65_537) })).toThrow('the answer is longer than 64 KiB');
    webhooks.set('x', { status: 200, body: 'x'.repeat(65_536) });
    webhooks.set('x', null);
  });

  it('keeps its secret over a new install and never shows it', async () => {
    const secret = async () => (await t.query(`select secret from public.metacore_installations where addon_key = 'desk'`))[0]?.secret;
    const before = await secret();
    await t.install({ ...manifest(), metadata: { key: 'desk', name: 'Desk', version: '1.1.0' } }, { backend: { runInTx: ['Note.move'] } });
    expect(await secret()).toBe(before);
    const { body } = await t.call('GET', '/metacore/manifests');
    expect(JSON.stringify([body, t.kernel.inspect()])).not.toContain(String(before));
  });
});

import { createHmac, createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3, Setting, Tool } from '../../schemas';
import { USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createTestClock, createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { MAX_CACHED } from './cache';
import type { Profile } from './profile';
import type { Stage, ToolRun } from './run';
import type { ToolExtras } from './tool';

const SECRET = 'shpat_PLANTED/+1';
const HOST = 'https://my-shop.shop.example';
const EXECUTE = '/api/metacore/tools/execute';
const clerk = { ...DEFAULT_PRINCIPAL, userId: USERS[1].id, isAdmin: false, roles: [] };

const SETTINGS: Setting[] = [
  { key: 'store', type: 'string' },
  { key: 'token', type: 'secret' },
  { key: 'hook', type: 'secret' },
];
const webhook = (key: string, url: string, more: Partial<Tool> = {}): Tool => ({
  key,
  description: `Does ${key}`,
  handler: { type: 'webhook', url },
  ...more,
});
const text = (name: string, more: object = {}) => ({
  type: 'object',
  properties: { [name]: { type: 'string', ...more } },
  required: [name],
});

const TOOLS: Tool[] = [
  webhook('search', 'https://{{store}}.shop.example/orders.json?name={{order}}&t={{token}}', { input_schema: text('order') }),
  webhook('rules', 'https://rules.shop.example/x', {
    input_schema: {
      type: 'object',
      properties: {
        sku: { type: 'string', pattern: '^[A-Z]{2}-\\d+$', 'x-normalize': 'uppercase', 'x-extraction-hint': 'the code on the box' },
        qty: { type: 'number' },
        rush: { type: 'boolean' },
        day: { type: 'string' },
        mail: { type: 'string' },
        phone: { type: 'string', 'x-normalize': 'phone_e164' },
        code: { type: 'string', 'x-normalize': 'alphanumeric' },
        order: { type: 'string', 'x-normalize': 'order_id' },
        odd: { type: 'string', 'x-normalize': 'backwards' },
        note: { type: 'string' },
      },
      required: ['sku'],
    },
  }),
  webhook('plain', 'https://rules.shop.example/plain', {
    input_schema: {
      type: 'object',
      properties: {
        level: { type: 'string', enum: ['low', 'high'] },
        lines: { type: 'array', items: { type: 'number' } },
        n: { type: 'integer', maximum: 5 },
      },
    },
  }),
  webhook('open', 'https://rules.shop.example/open'),
  webhook('evil', 'https://{{order}}.shop.example/', { input_schema: text('order') }),
  webhook('hooked', '{{hook}}', { input_schema: text('message') }),
  webhook('relative', '/hooks/run'),
  webhook('uncovered', 'https://bank.example/pay'),
  webhook('backtracks', 'https://rules.shop.example/b', { input_schema: text('s', { pattern: '^(a+)+$' }) }),
  webhook('broken', 'https://rules.shop.example/b', { input_schema: text('s', { pattern: '(' }) }),
  { key: 'module', description: 'Runs', handler: { type: 'wasm', function: 'run_it' }, input_schema: text('order') },
  { key: 'native', description: 'Nothing', handler: { type: 'native', operation: 'x' } },
  { key: 'bare', description: 'Nothing' },
];
const EXTRAS: Record<string, ToolExtras> = {
  search: { method: 'GET', name: 'Search orders', category: 'query', timeout: 2, cache_ttl: 60, trigger_keywords: ['order'] },
  rules: {
    inputs: {
      day: { type: 'date' },
      mail: { type: 'email' },
      phone: { type: 'phone' },
      note: { default_value: 'none', example: 'gift' },
    },
  },
};
const manifest = (): ManifestV3 =>
  manifestWith('shopify', [], {
    settings: SETTINGS,
    capabilities: [{ kind: 'http:fetch', target: '*.shop.example', reason: 'x' }],
    contributions: { tools: TOOLS },
  });

const clock = createTestClock();
const guest = createTestGuest();
let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ clock, guest });
  await t.install(manifest(), { backend: { tools: EXTRAS } });
  await t.call('PUT', '/api/addons/shopify/settings', { store: 'my-shop', token: SECRET, hook: `${HOST}/in/${SECRET}` });
});
afterAll(() => t.database.close());
beforeEach(() => t.kernel.webhooks.set('*', null));

const execute = (tool: string, parameters?: unknown, more: object = {}, as = DEFAULT_PRINCIPAL) =>
  t.call('POST', EXECUTE, { addon_key: 'shopify', tool_id: tool, parameters, ...more }, as);
const run = async (tool: string, parameters: unknown = {}, profile?: Profile) =>
  ((await t.call('POST', `/playground/tools/shopify/${tool}/run`, { parameters, profile })).body as { data: ToolRun }).data;
const stage = <K extends Stage['stage']>(of: ToolRun, name: K) =>
  of.stages.find((one): one is Extract<Stage, { stage: K }> => one.stage === name);
const sentParameters = (of: ToolRun) => (JSON.parse(stage(of, 'sent')?.request.body ?? '{}') as { parameters?: unknown }).parameters;
const exchanges = async () => ((await t.call('GET', '/playground/exchanges')).body as { data: Record<string, never>[] }).data;

describe('the list of tools', () => {
  it("is the hosts' own, sorted, without an envelope, of the organization alone", async () => {
    const { status, body } = await t.call('GET', '/api/metacore/tools?addon_key=shopify', undefined, clerk);
    const list = body as Record<string, unknown>[];
    expect(status).toBe(200);
    expect(list.map(({ id }) => id)).toEqual(TOOLS.map(({ key }) => key).sort());
    expect(list.find(({ id }) => id === 'search')).toEqual({
      id: 'search',
      name: 'Search orders',
      description: 'Does search',
      category: 'query',
      trigger_keywords: ['order'],
      method: 'GET',
      timeout: 2,
      cache_ttl: 60,
      input_schema: [{ name: 'order', type: 'string', description: '', required: true }],
      input_json_schema: text('order'),
      endpoint: 'https://{{store}}.shop.example/orders.json?name={{order}}&t={{token}}',
      addon_key: 'shopify',
    });
    expect(list.find(({ id }) => id === 'bare')).toEqual({
      id: 'bare',
      name: 'bare',
      description: 'Nothing',
      endpoint: '',
      addon_key: 'shopify',
    });
    expect(list.find(({ id }) => id === 'open')).not.toHaveProperty('input_schema');
    expect((await t.call('GET', '/metacore/tools', undefined, OTHER_PRINCIPAL)).body).toEqual([]);
    expect((await t.call('GET', '/metacore/tools?addon_key=other')).body).toEqual([]);
  });

  it('is what a language model is told, on request', async () => {
    const { body } = await t.call('GET', '/playground/tools');
    expect((body as { data: unknown[] }).data[0]).toEqual({
      addon: 'shopify',
      tool: 'search',
      profile: 'templating',
      description: 'Does search',
      declaration: { name: 'search', description: 'Does search', parameters: text('order') },
      inputs: [{ name: 'order', type: 'string', description: '', required: true }],
    });
  });
});

describe('a call is refused', () => {
  const refused = (status: number, message: string) => ({ status, body: { success: false, message } });
  it('in the order of the hosts', async () => {
    expect(await t.call('POST', EXECUTE, '{"addon_key":')).toMatchObject({ status: 400 });
    expect(JSON.stringify(await t.call('POST', EXECUTE, '{"addon_key":'))).toContain('invalid JSON body: ');
    expect(await t.call('POST', EXECUTE, {})).toEqual(refused(400, 'addon_key and tool_id are required'));
    expect(await t.call('POST', EXECUTE, { addon_key: 'shopify' })).toEqual(refused(400, 'addon_key and tool_id are required'));
    expect(await execute('nothing', {}, { installation_id: 'x' })).toEqual(refused(400, 'invalid installation_id'));
    const foreign = refused(403, 'installation not found for this organization/addon');
    expect(await execute('nothing', {}, { installation_id: 'e0000000-0000-4000-8000-000000000001' })).toEqual(foreign);
    const [own] = await t.query(`select id from metacore_installations where addon_key = 'shopify'`);
    expect(await execute('nothing', {}, { installation_id: own?.id })).toEqual(refused(404, 'tool not registered'));
    expect(await execute('search', { order: '1' }, { installation_id: own?.id }, OTHER_PRINCIPAL)).toEqual(foreign);
    expect(await execute('search', { order: '1' }, {}, OTHER_PRINCIPAL)).toEqual(refused(404, 'tool not registered'));
    expect((await t.kernel.fetch(new Request(`http://kernel.test${EXECUTE}`, { method: 'POST', body: '{}' }), null)).status).toBe(401);
    expect(await execute('open', 5)).toMatchObject({ status: 400 });
  });

  it('where nothing can be sent: 502 with the words of the hosts', async () => {
    const empty = { status: 502, body: { success: false, error: 'tool.HTTPDispatcher: endpoint is empty' } };
    expect([await execute('bare'), await execute('native')]).toEqual([empty, empty]);
    expect(await execute('relative')).toEqual({
      status: 502,
      body: { success: false, error: 'tool.HTTPDispatcher: endpoint "/hooks/run" is relative but Installation.BaseURL is empty' },
    });
  });

  it('where no capability covers the host, and nothing is sent', async () => {
    const before = (await exchanges()).length;
    const message = `"shopify" declares no capability http:fetch for "bank.example", where its tool goes (today's Go kernel asks for none)`;
    expect(await execute('uncovered')).toEqual({
      status: 403,
      body: { success: false, message, error: message, code: 'capability_missing', capability: 'http:fetch', target: 'bank.example' },
    });
    expect((await exchanges()).length).toBe(before);
    t.kernel.enforce('shadow');
    expect(await execute('uncovered')).toMatchObject({ status: 200 });
    t.kernel.enforce('enforce');
    const { body } = await t.call('GET', '/playground/capabilities');
    expect((body as { data: { decisions: unknown[] } }).data.decisions.slice(0, 2)).toMatchObject([
      { caller: 'tool uncovered', allowed: true, covered: false, mode: 'shadow', wanted: { kind: 'http:fetch', target: 'bank.example' } },
      { caller: 'tool uncovered', allowed: false, mode: 'enforce' },
    ]);
  });
});

describe('parameters', () => {
  const sku = 'AB-1';
  it('are normalised and sent as what they are', async () => {
    const made = await run('rules', {
      sku: ' ab-7 ',
      qty: ' 3.0 ',
      rush: 'T',
      day: '2026-02-28',
      mail: 'a@b.co',
      phone: ' +52 (55) 1234-5678 ',
      code: ' a-b 1 ',
      order: ' a b ',
      odd: ' x ',
      extra: 1,
    });
    expect(made.status).toBe(200);
    expect(sentParameters(made)).toEqual({
      sku: 'AB-7',
      qty: 3,
      rush: true,
      day: '2026-02-28',
      mail: 'a@b.co',
      phone: '+525512345678',
      code: 'ab1',
      order: 'AB',
      odd: 'x',
      note: 'none',
    });
    expect(stage(made, 'extracted')).toMatchObject({ dropped: ['extra'] });
    expect(stage(made, 'extracted')?.values.find(({ name }) => name === 'note')).toEqual({
      name: 'note',
      source: 'default',
      value: 'none',
    });
    expect(stage(made, 'normalised')?.values[0]).toEqual({ name: 'sku', before: ' ab-7 ', after: 'AB-7', rule: 'uppercase' });
    expect(sentParameters(await run('rules', { sku, phone: '+52 55 1234 5678', rush: false, qty: 2.5 }, 'kernel'))).toMatchObject({
      phone: '+52 55 1234 5678',
      rush: false,
      qty: 2.5,
    });
    for (const [given, e164] of [
      ['0052 55 1234 5678', '+525512345678'],
      ['52 55 1234 5678', '+525512345678'],
      ['55 1234', '551234'],
    ] as const)
      expect(sentParameters(await run('rules', { sku, phone: given }))).toMatchObject({ phone: e164 });
  });

  it.each([
    [{}, 'invalid params: sku: required'],
    [{ sku: ' ' }, 'invalid params: sku: required'],
    [
      { sku: 'x', qty: 'many', rush: 'yes' },
      'invalid params: sku: does not match pattern; qty: expected number, got "many"; rush: expected boolean, got "yes"',
    ],
    [{ sku, day: '2026-02-30' }, 'invalid params: day: expected RFC3339 or YYYY-MM-DD date, got "2026-02-30"'],
    [{ sku, day: '2026-02-28T25:00:00Z' }, 'invalid params: day: expected RFC3339 or YYYY-MM-DD date, got "2026-02-28T25:00:00Z"'],
    [{ sku, mail: 'a b@c' }, 'invalid params: mail: invalid email "a b@c"'],
    [{ sku, phone: '12' }, 'invalid params: phone: invalid phone "12"'],
    [{ sku, qty: [1] }, 'invalid params: qty: expected number, got "[1]"'],
  ])('%j are refused with everything that is wrong, and nothing is sent', async (parameters, error) => {
    const before = (await exchanges()).length;
    expect(await execute('rules', parameters)).toEqual({ status: 200, body: { success: false, error } });
    expect((await exchanges()).length).toBe(before);
  });

  it('of a tool that v3 declares are checked by its schema and handed on, and today’s kernel sends none', async () => {
    expect(sentParameters(await run('plain', { level: 'low', lines: [1, 2], n: 3, x: 1 }))).toEqual({ level: 'low', lines: [1, 2], n: 3 });
    expect((await run('plain', { level: 'none' })).result).toMatchObject({ success: false });
    expect((await run('plain', { n: 6 })).result).toMatchObject({ success: false });
    expect(sentParameters(await run('plain', { level: 'none' }, 'kernel'))).toEqual({});
    expect(sentParameters(await run('open', { a: { b: 1 } }))).toEqual({ a: { b: 1 } });
    expect(sentParameters(await run('open', { a: 1 }, 'kernel'))).toEqual({});
  });

  it('that would make an expression backtrack cost nothing, and a broken expression is an error of the call', async () => {
    expect((await run('backtracks', { s: `${'a'.repeat(5000)}!` })).result).toEqual({
      success: false,
      error: 'invalid params: s: does not match pattern',
    });
    expect((await run('backtracks', { s: 'a'.repeat(20_000) })).result).toMatchObject({ success: false });
    expect((await run('broken', { s: 'x' })).result).toEqual({ success: false, error: 'invalid params: s: invalid validation regex: "("' });
  });

  it('may be ten thousand, of which the declared ones are looked at', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, at]));
    const made = await run('rules', { ...many, sku });
    expect(made.result.success).toBe(true);
    expect(stage(made, 'extracted')?.dropped.length).toBe(10_000);
  });
});

describe('a request', () => {
  it('is filled in for its place, signed, and shown beside what a kernel would send', async () => {
    t.kernel.webhooks.set(`GET ${HOST}/orders.json`, { status: 200, body: '{"orders":["{{query.name}}"]}' });
    expect(await execute('search', { order: '#1 & 2' })).toEqual({ status: 200, body: { success: true, data: { orders: ['#1 & 2'] } } });
    t.kernel.webhooks.set(`GET ${HOST}/orders.json`, null);
    const [sent] = (await exchanges()) as unknown as { method: string; url: string; headers: Record<string, string>; body: string }[];
    const [row] = await t.query(`select id, secret from metacore_installations where addon_key = 'shopify'`);
    const body = {
      addon_key: 'shopify',
      tool_id: 'search',
      installation_id: row?.id,
      org_id: DEFAULT_PRINCIPAL.organizationId,
      parameters: { order: '#1 & 2' },
    };
    expect(sent).toMatchObject({
      method: 'GET',
      url: `${HOST}/orders.json?name=%231%20%26%202&t=[secret]`,
      cause: 'tool',
      name: 'search',
      answeredBy: 'mock',
    });
    expect(JSON.parse(sent?.body ?? '')).toEqual(body);
    const { 'X-Metacore-Timestamp': timestamp = '', 'X-Metacore-Nonce': nonce = '', ...headers } = sent?.headers ?? {};
    const path = `/orders.json?name=%231%20%26%202&t=${encodeURIComponent(SECRET)}`;
    const signed = `${timestamp}.GET.${path}.${nonce}.${createHash('sha256')
      .update(sent?.body ?? '')
      .digest('hex')}`;
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      'X-Metacore-Installation-ID': row?.id,
      'X-Metacore-Event': 'tool:search',
      'X-Metacore-Signature': `sha256=${createHmac('sha256', String(row?.secret)).update(signed).digest('hex')}`,
    });
    const { sides } = await run('search', { order: '9' });
    expect(sides.templating.request).toMatchObject({ method: 'GET', url: `${HOST}/orders.json?name=9&t=[secret]` });
    expect(sides.kernel.refusal).toContain('invalid character "{" in host name');
  });

  it('never leads where a caller says', async () => {
    for (const order of ['x@evil.example', 'evil.example/', '{{store}}', 'my-shop']) {
      const made = await run('evil', { order });
      expect([made.status, made.result.error]).toEqual([
        502,
        '"order" is part of the host, so it must be a setting that is part of a name and nothing more',
      ]);
    }
    expect((await run('search', { order: '&t=x#y{{token}}' })).sides.templating.request?.url).toBe(
      `${HOST}/orders.json?name=%26t%3Dx%23y%7B%7Btoken%7D%7D&t=[secret]`,
    );
  });

  it('needs its settings, and says which is missing', async () => {
    await t.call('PUT', '/api/addons/shopify/settings', { store: null });
    expect(await execute('search', { order: '2' })).toEqual({
      status: 502,
      body: { success: false, error: 'the address needs "store", and neither a setting nor a parameter has a value for it' },
    });
    await t.call('PUT', '/api/addons/shopify/settings', { store: 'my-shop' });
  });

  it('may be all of a secret', async () => {
    const made = await run('hooked', { message: 'hi' });
    expect(stage(made, 'sent')).toMatchObject({ request: { url: '[secret]' }, rule: 'shopify#/capabilities/0' });
    expect(JSON.stringify(made)).not.toContain('PLANTED');
  });

  it("goes to the addon's own server where the project says where that is", async () => {
    await t.install(manifest(), { backend: { tools: EXTRAS, baseUrl: 'https://own.shop.example/v1/' } });
    expect((await run('relative')).sides).toMatchObject({
      templating: { request: { method: 'POST', url: 'https://own.shop.example/v1/hooks/run' } },
      kernel: { refusal: 'tool.HTTPDispatcher: endpoint "/hooks/run" is relative but Installation.BaseURL is empty' },
    });
    await t.install(manifest(), { backend: { tools: EXTRAS, hostProfile: 'kernel' } });
    expect((await run('open')).profile).toBe('kernel');
    await t.install(manifest(), { backend: { tools: EXTRAS } });
  });
});

describe('an answer', () => {
  const answered = async (status: number, body: string) => {
    t.kernel.webhooks.set('*', { status, body });
    return execute('open');
  };
  it.each([
    [200, '', { success: true }],
    [204, '', { success: true }],
    [200, '{"a":1}', { success: true, data: { a: 1 } }],
    [200, '[1]', { success: true, data: [1] }],
    [200, 'hello', { success: true, data: 'hello' }],
    [200, '{"success":false,"error":"no stock"}', { success: false, error: 'no stock' }],
    [200, '{"error":"no stock"}', { success: false, error: 'no stock' }],
    [200, '{"error":"","a":1}', { success: true, data: { error: '', a: 1 } }],
    [201, '{"data":{"a":1},"metadata":{"m":1}}', { success: true, data: { a: 1 }, metadata: { m: 1 } }],
    [404, 'gone', { success: false, error: 'addon returned 404: gone' }],
    [500, '{"success":true}', { success: false, error: 'addon returned 500: {"success":true}' }],
  ])('%s %s', async (status, body, result) => {
    expect(await answered(status, body)).toEqual({ status: 200, body: result });
  });

  it('that does not come is a 502', async () => {
    t.kernel.webhooks.set('*', { status: 200, body: '', fail: 'refused' });
    expect(await execute('open')).toEqual({
      status: 502,
      body: { success: false, error: 'tool.HTTPDispatcher: the connection was refused' },
    });
  });

  it('is given again for as long as the project says, and not after', async () => {
    const name = async (order: string) => ((await execute('search', { order })).body as { data?: { n?: number } }).data?.n;
    t.kernel.webhooks.set('*', { status: 200, body: '{"n":"{{count}}"}' });
    expect([await name('a'), await name('a'), await name('b')]).toEqual([1, 1, 2]);
    clock.advance(60_001);
    expect(await name('a')).toBe(3);
    for (let at = 0; at < MAX_CACHED; at += 1) await name(`c${at}`);
    expect(await name('a')).toBe(3 + MAX_CACHED + 1);
  });

  it('holds no secret, and neither does anything that is kept of it', async () => {
    t.kernel.trace(true);
    t.kernel.webhooks.set('*', { status: 500, body: `bad token ${SECRET} {{header.x-metacore-signature}}` });
    const everything = [
      await execute('search', { order: 'z', token: SECRET }),
      await run('search', { order: SECRET }),
      await run('hooked', { message: SECRET }),
      await execute('rules', { sku: SECRET, qty: SECRET }),
      await exchanges(),
      (await t.call('GET', '/playground/traces')).body,
      (await t.call('GET', '/playground/capabilities')).body,
      await t.query('select t::text from metacore.exchanges t'),
      await t.kernel.operations(),
    ];
    for (const form of ['PLANTED', encodeURIComponent(SECRET), btoa(SECRET)]) expect(JSON.stringify(everything)).not.toContain(form);
    t.kernel.trace(false);
  });
});

describe('a tool of a module', () => {
  it('is called through the guest port, with what hosts send', async () => {
    guest.on('run_it', (payload) => ({ success: true, data: { echo: payload } }));
    const { body } = (await execute('module', { order: ' 1 ' })) as { body: { data: { echo: Record<string, unknown> } } };
    expect(body).toMatchObject({ success: true, data: { echo: { addon_key: 'shopify', tool_id: 'module', parameters: { order: '1' } } } });
    guest.on('run_it', () => ({ success: false, error: { code: 'x', message: 'no' } }));
    expect(await execute('module', { order: '1' })).toMatchObject({ status: 200, body: { success: false, error: 'no' } });
    guest.current = 'absent';
    expect(await execute('module', { order: '1' })).toMatchObject({ status: 501, body: { code: 'guest_not_loaded', success: false } });
    guest.current = 'ready';
  });
});

it('a thousand calls of a tool', async () => {
  t.kernel.webhooks.set('*', { status: 200, body: '{"ok":1}' });
  for (let at = 0; at < 1000; at += 1) expect((await execute('open', { at })).status).toBe(200);
  expect((await exchanges()).length).toBe(200);
});

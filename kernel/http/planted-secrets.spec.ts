/**
 * Secrets are planted wherever one can be, everything that could carry one out is made to happen, and then every route that can be read,
 * every table, trace, report and log is searched for them, in each spelling that a request gives a secret.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { readBundle } from '../bundle/read';
import { writeBundle } from '../bundle/write';
import { KernelError } from '../errors';
import { ownOrigin } from '../journal/origin';
import { decodeLink, encodeLink } from '../link/link';
import type { KeptExchange } from '../outbound/kept';
import type { OutboundRequest } from '../outbound/message';
import { mockOf } from '../outbound/mock-of';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { ToolRun } from '../tools/run';
import { testOf } from '../tools/saved-test';
import { createApp } from './app';

const TOKEN = 'tok_PlAnTeD/+1 "x"';
const HOOK = 'https://hooks.till.example/in/hOoKpLaNt';
const CREDENTIAL = 'cred_PlAnTeD+2';
const LABEL = 'hostplanted3';
const ORDER = 'aaaaaaaa-0000-4000-8000-000000000001';

const text = { type: 'object', properties: { q: { type: 'string' } } };
const tool = (key: string, url: string) => ({ key, description: key, input_schema: text, handler: { type: 'webhook' as const, url } });
const action = (key: string, url: string) => ({ key, target_model: 'Order', handler: { type: 'webhook' as const, url } });
const manifest: ManifestV3 = manifestWith(
  'till',
  [
    {
      key: 'Order',
      table: 'orders',
      columns: [
        { name: 'number', type: 'text' },
        { name: 'stage', type: 'text' },
      ],
      stage_field: 'stage',
      stages: [{ key: 'open' }, { key: 'paid' }],
      on_transition: [{ from: 'open', to: 'paid', do: 'webhook:https://api.till.example/{{token}}/moved' }],
    },
  ],
  {
    settings: [
      { key: 'token', type: 'secret' },
      { key: 'hook', type: 'secret' },
      { key: 'label', type: 'secret' },
      { key: 'days', type: 'integer' },
    ],
    connectors: [
      {
        ...{ key: 'bank', label: 'Bank', auth: 'oauth2', test_export: 'try_bank' },
        credentials: [
          { key: 'secret', type: 'secret' },
          { key: 'client_id', type: 'string' },
          { key: 'client_secret', type: 'secret' },
        ],
      },
    ],
    capabilities: [
      { kind: 'http:fetch', target: '*.till.example' },
      { kind: 'connector:read', target: 'bank' },
      { kind: 'event:subscribe', target: 'till.*' },
    ],
    schedules: [{ key: 'nightly', every: '24h', do: 'webhook:{{hook}}' }],
    webhooks: [{ key: 'in', path: '/in', do: 'webhook:{{hook}}' }],
    contributions: {
      tools: [
        tool('in_path', 'https://api.till.example/{{token}}/x'),
        tool('in_query', 'https://api.till.example/x?a={{token}}&q={{q}}'),
        tool('in_host', 'https://{{label}}.till.example/x'),
        tool('as_base', '{{hook}}/{{q}}'),
        tool('echoed', 'https://echo.till.example/{{token}}'),
        tool('redirected', 'https://away.till.example/{{token}}'),
        tool('refused', 'https://down.till.example/{{token}}'),
        tool('uncovered', 'https://{{label}}.elsewhere.example/{{token}}'),
        { key: 'module', description: 'module', input_schema: text, handler: { type: 'wasm', function: 'tell' } },
        { key: 'breaks', description: 'breaks', input_schema: text, handler: { type: 'wasm', function: 'break' } },
      ],
      actions: [action('send', 'https://api.till.example/{{token}}'), action('fails', 'https://down.till.example/{{token}}')],
      subscriptions: [{ event: 'till.Order.created', handler: { type: 'webhook', url: 'https://echo.till.example/{{token}}' } }],
    },
  },
);

const guest = createTestGuest();
const reported: unknown[] = [];
const logged: unknown[] = [];
const answers: unknown[] = [];
const sent: OutboundRequest[] = [];
let t: TestKernel;
let planted: string[];

/** Every spelling of a secret that something could carry. */
const spellings = (secret: string): string[] => [
  ...[
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURI(secret),
    btoa(secret),
    btoa(`user:${secret}`).slice(8, -4),
  ],
  ...[secret.split('/').map(encodeURIComponent).join('/'), encodeURIComponent(encodeURIComponent(secret)), secret.toLowerCase()],
];

const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const request = new Request(`http://kernel.test${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const response = await t.kernel.fetch(request, DEFAULT_PRINCIPAL);
  const answer = { path, status: response.status, headers: [...response.headers], body: await response.text() };
  answers.push(answer);
  return answer.body === '' ? null : answer;
};
const bodyOf = (answer: unknown): { data: Record<string, string> } =>
  JSON.parse((answer as { body: string }).body) as { data: Record<string, string> };

beforeAll(async () => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => void logged.push(parts));
  t = await openTestKernel({ guest, reportError: (error) => reported.push(String(error), error instanceof Error ? error.stack : '') });
  t.kernel.trace(true);
  await t.install(manifest);
  const of = t.kernel.webhooks.of.bind(t.kernel.webhooks);
  Object.assign(t.kernel.webhooks, {
    of: (organizationId: string) => {
      const desk = of(organizationId);
      return { ...desk, answer: (request: OutboundRequest) => (sent.push(request), desk.answer(request)) };
    },
  });
  const { webhooks } = t.kernel;
  webhooks.set('https://echo.till.example/*', {
    status: 500,
    body: '{{url}} {{body.parameters.q}}',
    headers: { 'x-echo': TOKEN, 'set-cookie': TOKEN },
  });
  webhooks.set('https://away.till.example/*', {
    status: 302,
    body: TOKEN,
    headers: { location: `https://other.example/${encodeURIComponent(TOKEN)}` },
  });
  webhooks.set('https://down.till.example/*', { status: 200, body: '', fail: 'reset' });
  guest.on('tell', () => ({ success: false, error: { code: 'x', message: `the token is ${TOKEN}` } }));
  guest.on('break', () => {
    throw new KernelError('trap', `it broke on ${TOKEN}`);
  });
  guest.on('try_bank', () => {
    throw new KernelError('trap', `it broke on ${CREDENTIAL}`);
  });

  await ask('PUT', '/addons/till/settings', { token: TOKEN, hook: HOOK, label: LABEL });
  await ask('PUT', '/addons/till/settings', { token: TOKEN, days: TOKEN, nothing: TOKEN });
  await ask('PUT', '/metacore/connectors/bank', { secret: CREDENTIAL, client_id: 'us', client_secret: CREDENTIAL });
  await ask('PUT', '/metacore/connectors/bank', { secret: CREDENTIAL, nothing: CREDENTIAL });
  await ask('PUT', '/metacore/connectors/nobody', { secret: CREDENTIAL });
  await ask('POST', '/metacore/connectors/bank/test', {});
  await ask('POST', '/metacore/connectors/bank/oauth/token', {});
  const { state = '' } = bodyOf(await ask('POST', '/metacore/connectors/bank/oauth/authorize', {})).data;
  const consent = bodyOf(await ask('POST', '/metacore/connectors/bank/oauth/consent', { state, allow: true })).data;
  await ask('POST', '/metacore/connectors/bank/oauth/callback', consent);
  const held = await t.kernel.host.connector(
    {
      ...{ organizationId: DEFAULT_PRINCIPAL.organizationId, addonKey: 'till', installationId: '', principal: DEFAULT_PRINCIPAL },
      ...{ correlationId: null, origin: ownOrigin('kernel', 'spec'), depth: 0, trace: null },
    },
    'bank',
  );
  const tokens = held.success ? [held.data.access_token ?? '', held.data.refresh_token ?? ''] : [];
  const [installation] = await t.query(`select secret from public.metacore_installations where addon_key = 'till'`);
  planted = [TOKEN, HOOK, CREDENTIAL, LABEL, ...tokens, String(installation?.secret)];

  await ask('POST', '/data/orders', { id: ORDER, number: 'A1', stage: 'open' });
  await t.kernel.events.settled();
  for (const { key } of manifest.contributions?.tools ?? []) {
    for (const profile of ['kernel', 'templating'])
      await ask('POST', `/playground/tools/till/${key}/run`, { parameters: { q: 'x' }, profile });
    await ask('POST', '/metacore/tools/execute', { addon_key: 'till', tool_id: key, parameters: { q: 'x' } });
  }
  for (const name of ['send', 'fails']) await ask('POST', `/data/orders/${ORDER}/action/${name}`, {});
  await ask('PUT', `/data/orders/${ORDER}`, { stage: 'paid' });
  await ask('POST', '/playground/schedules/till/nightly/run', {});
  await ask('POST', '/playground/inbound/till/in/send', { payload: {} });
  const { body } = await t.call('GET', '/playground/exchanges');
  for (const { id } of (body as { data: { id: string }[] }).data) await ask('POST', `/playground/exchanges/${id}/resend`, {});
  await t.kernel.events.settled();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await t.database.close();
});

/** Where a secret stands in what was told. */
function foundIn(told: readonly unknown[]): string[] {
  return told.flatMap((one) => {
    const whole = typeof one === 'string' ? one : JSON.stringify(one);
    return planted.flatMap((secret) =>
      spellings(secret).flatMap((form) => {
        const at = form.length < 6 ? -1 : whole.indexOf(form);
        return at < 0 ? [] : [`${form}: ${whole.slice(Math.max(0, at - 120), at + 60)}`];
      }),
    );
  });
}

describe('a planted secret', () => {
  it('did reach the servers it is for', () => {
    const urls = sent.map(({ url }) => url).join('\n');
    for (const part of [encodeURIComponent(TOKEN), 'hOoKpLaNt', LABEL]) expect(urls).toContain(part);
    expect(planted.length).toBe(7);
    expect(planted.every((secret) => secret.length > 6)).toBe(true);
  });

  it('is in no answer to whoever did something with it', () => {
    expect(answers.length).toBeGreaterThan(50);
    expect(foundIn(answers)).toEqual([]);
  });

  it('is in no answer of any route that can be read', async () => {
    const names: Readonly<Record<string, string>> = {
      ...{ model: 'orders', id: ORDER, addon: 'till', key: 'till', name: 'orders', provider: 'bank', tool: 'in_path' },
    };
    const paths = new Set(
      createApp()
        .routes.filter(({ method }) => method === 'GET' || method === 'ALL')
        .map(({ path }) => path),
    );
    const read = [...paths]
      .filter((path) => !path.includes('*'))
      .map((path) => path.replace(/:(\w+)(?:\{[^}]*\})?\??/g, (_, name: string) => names[name] ?? 'bank'));
    expect(read.length).toBeGreaterThan(60);
    answers.length = 0;
    for (const path of [...read, '/metacore/connectors/bank', '/data/orders/export?format=csv', '/data/orders/export?format=json'])
      await ask('GET', path).catch((error: unknown) => answers.push(String(error)));
    expect(foundIn(answers)).toEqual([]);
  });

  it('is in nothing that a project keeps of what went out, and in no link or bundle of it', async () => {
    const { body } = await t.call('GET', '/playground/exchanges');
    const mocks = Object.fromEntries(
      (body as { data: KeptExchange[] }).data.flatMap((exchange) => {
        const mock = mockOf(exchange);
        return mock === null ? [] : [[mock.address, mock.answer] as const];
      }),
    );
    // A person may type one into a parameter as well.
    const runs = await Promise.all(
      [TOKEN, CREDENTIAL, 'x'].map(async (q) => {
        const { body: run } = await t.call('POST', '/playground/tools/till/in_query/run', { parameters: { q } });
        return testOf((run as { data: ToolRun }).data, { q });
      }),
    );
    const files = { 'manifest.json': JSON.stringify(manifest), 'playground.json': JSON.stringify({ mocks, tool_tests: runs }) };
    expect(Object.keys(mocks).length).toBeGreaterThan(4);
    const linked = decodeLink(encodeLink({ app: '1', title: 'Till', files }));
    expect(Object.keys(linked.files)).toEqual(Object.keys(files));
    const packed = await writeBundle(new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));
    const unpacked = [...(await readBundle(packed)).files].map(([, bytes]) => new TextDecoder().decode(bytes));
    expect(unpacked.length).toBe(2);
    expect(foundIn([...Object.values(files), ...Object.values(linked.files), ...unpacked])).toEqual([]);
  });

  it('is in no table but where installations keep their own, in no journal, trace, report or log', async () => {
    const tables = await t.query(
      `select schemaname || '.' || tablename as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'metacore_installations'`,
    );
    const told: unknown[] = [t.kernel.inspect(), await t.kernel.operations()];
    for (const { name } of tables) told.push(await t.query(`select t::text from ${String(name)} t`));
    const { operations } = (await t.kernel.operations()) as unknown as { operations: { seq: number }[] };
    for (const { seq } of operations) told.push(await t.kernel.touchedRows(seq));
    expect(foundIn([...told, reported, logged])).toEqual([]);
  });
});

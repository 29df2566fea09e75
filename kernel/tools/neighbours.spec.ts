/**
 * Connectors like the published ones that nobody gave us: each is converted from v2, configured, and called in both profiles against a mock
 * that keeps what it was sent.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { convert } from '../authoring/convert/convert';
import { besideManifest } from '../host/beside';
import type { OutboundRequest } from '../outbound/message';
import { readPlayground } from '../project/playground-file';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import type { Profile } from './profile';
import type { ToolRun } from './run';

interface Neighbour {
  what: string;
  settings?: object[];
  /** As whoever sets the addon up would type them. */
  values?: Record<string, unknown>;
  tool: Record<string, unknown>;
  parameters?: Record<string, unknown>;
  /** Method and address, or why nothing is sent. */
  templating: string;
  kernel: string;
  /** Parameters in the body; those of the kernel where it sends something else. */
  told?: Record<string, unknown>;
  toldByKernel?: Record<string, unknown>;
}

const secret = (key: string) => ({ key, label: key, type: 'password', secret: true });
const text = (key: string) => ({ key, label: key, type: 'string' });
const input = (name: string, more: object = {}) => ({ name, type: 'string', description: name, ...more });
const inUrl = (url: string, sign: string): string =>
  `tool.HTTPDispatcher: request: parse "${url}": invalid character "${sign}" in host name`;

const NEIGHBOURS: Neighbour[] = [
  {
    what: 'a token inside a segment, as bots of Telegram have it',
    settings: [secret('bot_token')],
    values: { bot_token: '123456:ABC-def_1' },
    tool: {
      endpoint: 'https://api.telegram.org/bot{{bot_token}}/sendMessage',
      method: 'POST',
      input_schema: [input('chat_id', { type: 'number' }), input('text')],
    },
    parameters: { chat_id: '-100123', text: ' hola ' },
    templating: 'POST https://api.telegram.org/bot123456%3AABC-def_1/sendMessage',
    kernel: 'POST https://api.telegram.org/bot{{bot_token}}/sendMessage',
    told: { chat_id: -100123, text: 'hola' },
  },
  {
    what: 'an account in the path and a query of several places',
    settings: [text('sid'), text('region')],
    values: { sid: 'AC12', region: 'us1' },
    tool: {
      endpoint: 'https://api.{{region}}.twilio.com/2010-04-01/Accounts/{{ sid }}/Messages.json?To={{to}}&PageSize={{size}}&From={{from}}',
      method: 'GET',
      input_schema: [input('to', { type: 'phone', required: true }), input('size', { type: 'number', default_value: '20' }), input('from')],
    },
    parameters: { to: '+52 55 1234 5678' },
    templating: 'GET https://api.us1.twilio.com/2010-04-01/Accounts/AC12/Messages.json?To=%2B52%2055%201234%205678&PageSize=20&From=',
    kernel: inUrl(
      'https://api.{{region}}.twilio.com/2010-04-01/Accounts/{{ sid }}/Messages.json?To={{to}}&PageSize={{size}}&From={{from}}',
      '{',
    ),
    told: { to: '+52 55 1234 5678', size: 20 },
  },
  {
    what: 'a host of several labels from a setting, as instances of Salesforce have it',
    settings: [text('instance')],
    values: { instance: 'acme--uat.sandbox.my' },
    tool: {
      endpoint: 'https://{{instance}}.salesforce.com/services/data/v61.0/query?q={{soql}}',
      method: 'GET',
      input_schema: [input('soql', { required: true })],
    },
    parameters: { soql: "SELECT Id FROM Lead WHERE Name = 'Ñ'" },
    templating:
      "GET https://acme--uat.sandbox.my.salesforce.com/services/data/v61.0/query?q=SELECT%20Id%20FROM%20Lead%20WHERE%20Name%20%3D%20'%C3%91'",
    kernel: inUrl('https://{{instance}}.salesforce.com/services/data/v61.0/query?q={{soql}}', '{'),
    told: { soql: "SELECT Id FROM Lead WHERE Name = 'Ñ'" },
  },
  {
    what: 'a domain behind a label, as servers of one’s own have it',
    settings: [text('domain')],
    values: { domain: ' Shop.Acme.example ' },
    tool: { endpoint: 'https://api.{{domain}}/v1/items/{{id}}', method: 'PUT', input_schema: [input('id', { required: true })] },
    parameters: { id: 'a/b' },
    templating: 'PUT https://api.shop.acme.example/v1/items/a%2Fb',
    kernel: inUrl('https://api.{{domain}}/v1/items/{{id}}', '{'),
    told: { id: 'a/b' },
  },
  {
    what: 'a setting with a scope before its name, beside a parameter of the same name',
    settings: [text('list')],
    values: { list: 'news' },
    tool: {
      endpoint: 'https://api.example.com/{{settings.list}}/{{inputs.list}}',
      method: 'DELETE',
      input_schema: [input('list', { required: true })],
    },
    parameters: { list: 'mine' },
    templating: 'DELETE https://api.example.com/news/mine',
    kernel: 'DELETE https://api.example.com/{{settings.list}}/{{inputs.list}}',
    told: { list: 'mine' },
  },
  {
    what: 'a base with a path of its own, a slash at its end and blanks around it',
    settings: [text('site_url')],
    values: { site_url: ' https://blog.example.com/es/ ' },
    tool: {
      endpoint: '{{site_url}}/wp-json/wp/v2/posts/{{id}}',
      method: 'GET',
      input_schema: [input('id', { type: 'number', required: true })],
    },
    parameters: { id: 7.0 },
    templating: 'GET https://blog.example.com/es/wp-json/wp/v2/posts/7',
    kernel: 'tool.HTTPDispatcher: endpoint "{{site_url}}/wp-json/wp/v2/posts/{{id}}" is relative but Installation.BaseURL is empty',
    told: { id: 7 },
  },
  {
    what: 'a base without a scheme',
    settings: [text('site_url')],
    values: { site_url: 'blog.example.com' },
    tool: { endpoint: '{{site_url}}/x', method: 'GET' },
    templating: '"site_url" begins the address, so it must be a setting with an http or https address and nothing that leads elsewhere',
    kernel: 'tool.HTTPDispatcher: endpoint "{{site_url}}/x" is relative but Installation.BaseURL is empty',
  },
  {
    what: 'values of every kind',
    tool: {
      endpoint: 'https://api.example.com/kinds',
      method: 'PATCH',
      input_schema: [
        input('n', { type: 'number' }),
        input('yes', { type: 'boolean', default_value: 'true' }),
        input('day', { type: 'date' }),
        input('mail', { type: 'email', normalize: 'lowercase' }),
        input('sku', { normalize: 'order_id', validation: '^[A-Z]+-' }),
        input('list', { type: 'array' }),
        input('object', { type: 'object' }),
        input('odd', { type: 'currency' }),
        input('empty', { default_value: '' }),
        input('nothing'),
      ],
    },
    parameters: {
      ...{
        n: '1e3',
        day: '2026-02-28T10:00:00Z',
        mail: ' ANA@Example.com ',
        sku: ' ab -1 ',
        list: ['a', 1, true, null],
        object: { b: [1.5, 1e21, 0.00001], a: 'x' },
      },
      ...{ odd: 12.5, empty: '', nothing: null },
    },
    templating: 'PATCH https://api.example.com/kinds',
    kernel: 'PATCH https://api.example.com/kinds',
    told: {
      ...{ n: 1000, yes: true, day: '2026-02-28T10:00:00Z', mail: 'ana@example.com', sku: 'AB-1', odd: '12.5' },
      ...{ list: ['a', 1, true, null], object: { b: [1.5, 1e21, 0.00001], a: 'x' } },
    },
    // The Go kernel prints what is no text, number or box.
    toldByKernel: {
      ...{ n: 1000, yes: true, day: '2026-02-28T10:00:00Z', mail: 'ana@example.com', sku: 'AB-1', odd: '12.5' },
      ...{ list: '[a 1 true <nil>]', object: 'map[a:x b:[1.5 1e+21 1e-05]]' },
    },
  },
  {
    what: 'a parameter that the settings are to say, which the model leaves out',
    settings: [secret('hook_url')],
    values: { hook_url: 'https://hooks.example.com/services/T0/B0/x' },
    tool: { endpoint: '{{hook_url}}', method: 'POST', input_schema: [input('hook_url'), input('message', { required: true })] },
    parameters: { message: 'hi' },
    templating: 'POST https://hooks.example.com/services/T0/B0/x',
    kernel: 'tool.HTTPDispatcher: endpoint "{{hook_url}}" is relative but Installation.BaseURL is empty',
    told: { message: 'hi' },
  },
  {
    what: 'a place with a filter, which no host is known to have',
    tool: { endpoint: 'https://api.example.com/?q={{q | urlencode}}', method: 'GET', input_schema: [input('q')] },
    parameters: { q: 'a b' },
    templating: 'the address has places that cannot be read: {{name}} is how one is written',
    kernel: 'GET https://api.example.com/?q={{q | urlencode}}',
    told: { q: 'a b' },
  },
  {
    what: 'places in single braces and after a colon, which are no places',
    tool: { endpoint: 'https://api.example.com/{id}/:name', method: 'GET', input_schema: [input('id'), input('name')] },
    parameters: { id: '1', name: 'x' },
    templating: 'GET https://api.example.com/{id}/:name',
    kernel: 'GET https://api.example.com/{id}/:name',
    told: { id: '1', name: 'x' },
  },
  {
    what: 'a method in small letters and a parameter of a kind that the list does not know',
    tool: {
      endpoint: 'https://api.example.com/x',
      method: ' patch ',
      input_schema: [input('count', { type: 'integer' }), input('at', { type: 'datetime' })],
    },
    parameters: { count: ' 5 ', at: 'tomorrow' },
    templating: 'PATCH https://api.example.com/x',
    kernel: 'PATCH https://api.example.com/x',
    told: { count: 5, at: 'tomorrow' },
    toldByKernel: { count: '5', at: 'tomorrow' },
  },
  {
    what: 'a fragment, a matrix parameter and a place twice',
    settings: [text('base_id')],
    values: { base_id: 'appÑ' },
    tool: { endpoint: 'https://api.example.com/v0/{{base_id}};v={{view}}/{{view}}#{{view}}', method: 'GET', input_schema: [input('view')] },
    parameters: { view: 'Grid 1' },
    templating: 'GET https://api.example.com/v0/app%C3%91;v=Grid%201/Grid%201#Grid%201',
    kernel: 'GET https://api.example.com/v0/{{base_id}};v={{view}}/{{view}}#{{view}}',
    told: { view: 'Grid 1' },
  },
  {
    what: 'a part of the path that nobody gave',
    tool: { endpoint: 'https://api.example.com/v1/{{id}}', method: 'GET', input_schema: [input('id')] },
    templating: 'the address needs "id", and neither a setting nor a parameter has a value for it',
    kernel: 'GET https://api.example.com/v1/{{id}}',
    told: {},
  },
  {
    what: 'no address, as tools of a host of their own have it',
    tool: { endpoint: '', input_schema: [input('id')] },
    templating: 'tool.HTTPDispatcher: endpoint is empty',
    kernel: 'tool.HTTPDispatcher: endpoint is empty',
  },
];

const flat = ({ settings = [], tool }: Neighbour): string =>
  JSON.stringify({
    key: 'neighbour',
    name: 'Neighbour',
    version: '1.0.0',
    kernel: '>=2.0.0 <3.0.0',
    category: 'integrations',
    settings,
    tools: [{ id: 'call', name: 'Call', description: 'Calls', category: 'query', ...tool }],
    backend: { runtime: 'webhook' },
  });

let t: TestKernel;
const sent: OutboundRequest[] = [];
beforeAll(async () => {
  t = await openTestKernel();
  t.kernel.enforce('shadow');
  const of = t.kernel.webhooks.of.bind(t.kernel.webhooks);
  Object.assign(t.kernel.webhooks, {
    of: (organizationId: string) => {
      const desk = of(organizationId);
      return { ...desk, answer: (request: OutboundRequest) => (sent.push(request), desk.answer(request)) };
    },
  });
});
afterAll(() => t.database.close());

it.each(NEIGHBOURS.map((one) => [one.what, one] as const))('%s', async (_, neighbour) => {
  const { manifest, files } = convert(flat(neighbour));
  if (!manifest) throw new Error('it was not converted');
  const beside = readPlayground(files.get('playground.json') ?? '{}').members;
  await t.kernel.reset('neighbour');
  await t.install({ ...manifest, compatibility: { ...manifest.compatibility, requires: [] } }, besideManifest(manifest, beside));
  const { values = {}, parameters = {}, told, toldByKernel = told } = neighbour;
  expect(await t.call('PUT', '/addons/neighbour/settings', values)).toMatchObject({ status: 200 });
  for (const profile of ['templating', 'kernel'] as const satisfies Profile[]) {
    sent.length = 0;
    const { body } = await t.call('POST', '/playground/tools/neighbour/call/run', { parameters, profile });
    const { result } = (body as { data: ToolRun }).data;
    const [request] = sent;
    expect([profile, request ? `${request.method} ${request.url}` : result.error]).toEqual([profile, neighbour[profile]]);
    if (request)
      expect((JSON.parse(request.body ?? '{}') as { parameters: unknown }).parameters).toEqual(profile === 'kernel' ? toldByKernel : told);
  }
});

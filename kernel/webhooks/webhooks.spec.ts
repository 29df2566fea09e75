/** Webhooks of actions, subscriptions and stage moves through the one way out, in both host profiles. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import type { OutboundRequest } from '../outbound/message';
import { createTestClock } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { HELD_TIMEOUT_MS } from './send';

const ORG = ORGANIZATIONS[0].id;
const ORDER = 'aaaaaaaa-0000-4000-8000-000000000001';
const TOKEN = 'tok/PLANTED+1';
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
      stages: [{ key: 'open' }, { key: 'paid' }, { key: 'sent' }],
      on_transition: [
        { from: 'open', to: 'paid', do: 'webhook:https://acme.example.com/paid/{{number}}', required: true },
        { from: 'paid', to: 'sent', do: 'webhook:https://acme.example.com/sent' },
      ],
    },
  ],
  {
    settings: [
      { key: 'store', type: 'string' },
      { key: 'token', type: 'secret' },
      { key: 'number_format', type: 'string' },
    ],
    capabilities: [
      { kind: 'http:fetch', target: '*.example.com' },
      { kind: 'event:subscribe', target: 'till.*' },
    ],
    contributions: {
      actions: [
        action('find', 'https://{{store}}.example.com/orders/{{record.id}}?name={{wanted}}&n={{number}}'),
        action('sign', 'https://api.example.com/{{settings.token}}/x'),
        action('lost', 'https://api.example.com/{{nobody}}/x'),
        action('outside', 'https://{{wanted}}.example.com/x'),
        action('braces', 'https://api.example.com/{{number}}'),
        action('plain', 'https://api.example.com/plain'),
      ],
      subscriptions: [{ event: 'till.Order.created', handler: { type: 'webhook', url: 'https://{{store}}.example.com/new/{{number}}' } }],
    },
  },
);

const clock = createTestClock();
let t: TestKernel;
const sent: OutboundRequest[] = [];
let asked: () => void = () => undefined;
const nextAsked = () => new Promise<void>((resolve) => (asked = resolve));

beforeAll(async () => {
  t = await openTestKernel({ clock });
  const of = t.kernel.webhooks.of.bind(t.kernel.webhooks);
  Object.assign(t.kernel.webhooks, {
    of: (organizationId: string) => {
      const answers = of(organizationId);
      return {
        ...answers,
        answer(request: OutboundRequest) {
          sent.push(request);
          asked();
          return answers.answer(request);
        },
      };
    },
  });
  await t.install(manifest);
  await t.call('PUT', '/addons/till/settings', { store: 'acme', token: TOKEN });
  await t.call('POST', '/data/orders', { id: ORDER, number: 'A/7 ñ', stage: 'open' });
  await t.kernel.events.settled();
});
afterAll(() => t.database.close());
beforeEach(() => void sent.splice(0));

const act = (key: string, body: unknown = {}) => t.call('POST', `/data/orders/${ORDER}/action/${key}`, body);

describe('on a templating host a webhook', () => {
  it('of an action has settings, what the caller said and the record in its address, each encoded for its place', async () => {
    expect((await act('find', { wanted: 'x&y=1', number: '#9' })).status).toBe(200);
    expect(sent[0]?.url).toBe(`https://acme.example.com/orders/${ORDER}?name=x%26y%3D1&n=%239`);
    await act('find', { wanted: 'x' });
    expect(sent[1]?.url).toBe(`https://acme.example.com/orders/${ORDER}?name=x&n=${encodeURIComponent('A/7 ñ')}`);
  });

  it('says whose action it is, and of which installation', async () => {
    await act('plain', { a: 1 });
    const [row] = await t.query(`select id from public.metacore_installations where addon_key = 'till'`);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      ...{ addon_key: 'till', installation_id: row?.id, org_id: ORG, record_id: ORDER },
      ...{ model: 'Order', action: 'plain', hook: 'Order::plain', payload: { a: 1 } },
    });
    expect(sent[0]?.headers).toMatchObject({ 'X-Metacore-Host': 'metacore', 'X-Metacore-Invocation': 'action' });
  });

  it('of a subscription has the settings and the row that it tells of', async () => {
    await t.call('POST', '/data/orders', { number: 'B 1', stage: 'open' });
    await t.kernel.events.settled();
    expect(sent.map(({ url }) => url)).toEqual(['https://acme.example.com/new/B%201']);
    expect(sent[0]?.headers).not.toHaveProperty('X-Metacore-Invocation');
  });

  it('is not sent where a place has no value, or would choose the host', async () => {
    const refused = (text: string) => ({
      status: 422,
      body: { error: { code: 'address_unfilled' }, message: expect.stringContaining(text) as string },
    });
    expect(await act('lost')).toMatchObject(refused('needs "nobody"'));
    expect(await act('outside', { wanted: 'evil' })).toMatchObject(refused('"wanted" is part of the host'));
    expect(sent).toEqual([]);
  });

  it('carries a secret to its server and to nobody else', async () => {
    expect((await act('sign')).status).toBe(200);
    expect(sent[0]?.url).toBe('https://api.example.com/tok/PLANTED%2B1/x');
    const shown = JSON.stringify([await t.call('GET', '/playground/exchanges'), await t.kernel.sentWebhooks(ORG)]);
    expect(shown).toContain('https://api.example.com/[secret]/x');
    expect(shown).not.toContain('PLANTED');
  });
});

it('on a host of the kernel profile a webhook goes to its address as it is written', async () => {
  await t.install(manifest, { backend: { hostProfile: 'kernel' } });
  expect((await act('braces')).status).toBe(200);
  expect(sent[0]?.url).toBe('https://api.example.com/{{number}}');
  expect(await act('find')).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('invalid character "{" in host name') as string },
  });
  expect(sent.length).toBe(1);
  await t.install(manifest);
});

describe('while a webhook waits for its answer', () => {
  it('of an action, others are served', async () => {
    t.kernel.webhooks.set('https://api.example.com/plain', { status: 200, body: '{}', delayMs: 14_000 });
    const begun = nextAsked();
    const answer = act('plain');
    await begun;
    expect((await t.call('PUT', `/data/orders/${ORDER}`, { number: 'A8' })).status).toBe(200);
    clock.advance(14_000);
    expect((await answer).status).toBe(200);
  });

  it('of a delivery, others are served', async () => {
    t.kernel.webhooks.set('https://acme.example.com/new/:number', { status: 200, body: '{}', delayMs: 14_000 });
    const begun = nextAsked();
    await t.call('POST', '/data/orders', { number: 'C1', stage: 'open' });
    await begun;
    expect((await t.call('PUT', `/data/orders/${ORDER}`, { number: 'A9' })).status).toBe(200);
    clock.advance(14_000);
    await t.kernel.events.settled();
    expect((await t.kernel.events.deliveries(ORG))[0]).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['paid', 422, 'open'],
    ['sent', 200, 'sent'],
  ])('that belongs to the move to %s, its write waits five seconds and no longer', async (to, status, stage) => {
    if (to === 'sent') await t.query(`update addon_till.orders set stage = 'paid' where id = $1`, [ORDER]);
    t.kernel.webhooks.set('*', { status: 200, body: '{}', fail: 'timeout' });
    const begun = nextAsked();
    const answer = t.call('PUT', `/data/orders/${ORDER}`, { stage: to });
    await begun;
    clock.advance(HELD_TIMEOUT_MS);
    expect((await answer).status).toBe(status);
    expect(await t.query('select stage from addon_till.orders where id = $1', [ORDER])).toEqual([{ stage }]);
    t.kernel.webhooks.set('*', null);
  });
});

describe('an exchange that is sent again', () => {
  const newest = async (): Promise<{ id: string; url: string }> => {
    const { body } = await t.call('GET', '/playground/exchanges?limit=1');
    return (body as { data: { id: string; url: string }[] }).data[0] ?? { id: '', url: '' };
  };
  const again = async (changed: unknown = {}, as?: typeof OTHER_PRINCIPAL) =>
    t.call('POST', `/playground/exchanges/${(await newest()).id}/resend`, changed, as);

  it('goes to the same address with the same body, signed anew', async () => {
    await act('braces', { a: 1 });
    const answer = await again();
    expect(answer).toMatchObject({ status: 200, body: { data: { answeredBy: 'usual', response: { status: 200 } } } });
    const [first, second] = sent;
    expect([second?.url, second?.body]).toEqual([first?.url, first?.body]);
    expect(second?.headers['X-Metacore-Nonce']).not.toBe(first?.headers['X-Metacore-Nonce']);
    expect(second?.headers).toMatchObject({ 'X-Metacore-Invocation': 'action', 'X-Metacore-Event': 'Order::braces' });
  });

  it('can be changed, and then is asked for its capability', async () => {
    expect(await again({ url: 'https://api.example.com/other', body: '{"b":2}', method: 'PUT' })).toMatchObject({ status: 200 });
    expect(sent).toMatchObject([{ url: 'https://api.example.com/other', body: '{"b":2}', method: 'PUT' }]);
    expect(await again({ url: 'https://elsewhere.test/' })).toMatchObject({ status: 403, body: { code: 'capability_missing' } });
    expect(await again({ url: 7 })).toMatchObject({ status: 400 });
    expect(await again({ method: 'GET /x' })).toMatchObject({ status: 400 });
  });

  it('is refused where a secret was in it, and to whoever does not have it', async () => {
    await act('sign');
    sent.length = 0;
    expect(await again()).toMatchObject({ status: 409, body: { code: 'secrets_redacted' } });
    expect(await again({}, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
    expect(await t.call('POST', '/playground/exchanges/none/resend', {})).toMatchObject({ status: 404 });
    expect(sent).toEqual([]);
  });
});

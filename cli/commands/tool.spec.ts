import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSession, type Session } from '../testing/session';

const MANIFEST = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'shopify', name: 'Shopify', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
  capabilities: [{ kind: 'http:fetch', target: '*.myshopify.com', reason: 'Reads orders' }],
  settings: [
    { key: 'shopify_store', type: 'string', label: 'Store' },
    { key: 'token', type: 'secret', label: 'Token' },
    { key: 'pages', type: 'integer', label: 'Pages' },
  ],
  contributions: {
    tools: [
      {
        key: 'search_orders',
        description: 'Finds an order by its number',
        input_schema: {
          type: 'object',
          properties: { order_number: { type: 'string', 'x-normalize': 'uppercase' } },
          required: ['order_number'],
        },
        handler: { type: 'webhook', url: 'https://{{shopify_store}}.myshopify.com/orders.json?name={{order_number}}&t={{token}}' },
      },
    ],
  },
};
const MOCK = { 'https://*.myshopify.com/orders.json': { body: { orders: ['{{query.name}}', '{{query.t}}'] } } };
const SECRET = 'shpat_PLANTED';

let cli: Session;
beforeAll(async () => {
  cli = await startSession();
  await cli.write('shopify.json', JSON.stringify(MANIFEST));
  await cli.write('mock.json', JSON.stringify(MOCK));
  await cli.write('whole.json', JSON.stringify({ mocks: MOCK }));
  await cli.write('wrong.json', JSON.stringify({ 'https://a.example/': { status: 'ok' } }));
});
afterAll(() => cli.end());

const tool = (...more: string[]) => cli.run('tool', 'shopify.json', 'search_orders', ...more);
const SET = ['--set', 'shopify_store=mine', '--set', `token=${SECRET}`];

describe('tool', () => {
  it('calls a tool against a mock and tells each stage, secrets left out', async () => {
    const { code, out, err } = await tool(...SET, '--in', 'order_number= a1 ', '--mock', 'mock.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    expect(lines[0]).toBe('extracted    order_number (given)  a1');
    expect(lines[1]).toBe('normalised   order_number:  a1  → A1');
    expect(lines[2]).toBe('validated');
    expect(lines[3]).toBe('sent         POST https://mine.myshopify.com/orders.json?name=A1&t=[secret] (mock, shopify#/capabilities/0)');
    expect(lines[5]).toBe('answered     200 {"success":true,"data":{"orders":["A1","[secret]"]}}');
    expect(out).not.toContain('PLANTED');
  });

  it('answers what an OpenAPI document promises', async () => {
    const schema = { type: 'object', properties: { orders: { type: 'array', items: { type: 'integer', example: 7 } } } };
    const paths = { '/orders.json': { post: { responses: { 200: { content: { 'application/json': { schema } } } } } } };
    await cli.write('openapi.json', JSON.stringify({ openapi: '3.0.3', servers: [{ url: 'https://mine.myshopify.com' }], paths }));
    const { code, out } = await tool(...SET, '--in', 'order_number=1', '--mock', 'openapi.json', '--json');
    expect([code, (JSON.parse(out) as { result: unknown }).result]).toEqual([0, { success: true, data: { orders: [7] } }]);
  });

  it('answers the same as JSON, in either profile', async () => {
    const { code, out } = await tool(...SET, '--in', 'order_number=1', '--mock', 'whole.json', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      addon: 'shopify',
      tool: 'search_orders',
      profile: 'templating',
      status: 200,
      result: { success: true },
    });
    const verbatim = await tool(...SET, '--in', 'order_number=1', '--profile', 'kernel', '--json');
    expect(verbatim.code).toBe(1);
    expect(JSON.parse(verbatim.out)).toMatchObject({ profile: 'kernel', status: 502, result: { success: false } });
    expect(out + verbatim.out).not.toContain('PLANTED');
  });

  it('says what is wrong with the call, and exits with 1', async () => {
    expect(await tool('--set', 'shopify_store=mine')).toMatchObject({
      code: 1,
      err: 'search_orders failed: invalid params: order_number: required\n',
    });
    const missing = await tool('--in', 'order_number=1');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('the address needs "shopify_store"');
    expect(await tool('--set', 'pages=many')).toMatchObject({ code: 1, err: expect.stringContaining('pages: invalid_type') as string });
    expect(await tool('--allow', 'localhost')).toMatchObject({ code: 1, err: expect.stringContaining('no public host') as string });
    expect(await tool('--mock', 'wrong.json')).toMatchObject({ code: 1, err: expect.stringContaining('wrong.json') as string });
    expect(await cli.run('tool', 'shopify.json', 'nothing')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tool not registered') as string,
    });
  });

  it('exits with 2 when it is asked wrongly', async () => {
    expect(await cli.run('tool')).toMatchObject({ code: 2, err: expect.stringContaining('ADDON is missing') as string });
    expect(await cli.run('tool', 'shopify.json')).toMatchObject({ code: 2, err: expect.stringContaining('TOOL is missing') as string });
    expect(await tool('--set', 'x')).toMatchObject({ code: 2 });
    expect(await tool('--profile', 'other')).toMatchObject({ code: 2 });
  });
});

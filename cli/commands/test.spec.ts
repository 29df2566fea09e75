import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

const MANIFEST = JSON.stringify({
  ...(JSON.parse(NOTES_MANIFEST) as object),
  settings: [{ key: 'store', type: 'string', label: 'Store' }],
  capabilities: [{ kind: 'http:fetch', target: '*.shop.example', reason: 'x' }],
  contributions: {
    tools: [
      {
        key: 'find',
        description: 'Finds',
        input_schema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
        handler: { type: 'webhook', url: 'https://{{store}}.shop.example/orders/{{number}}' },
      },
    ],
  },
});
const MOCKS = { 'POST https://acme.shop.example/orders/:number': { body: { number: '{{path.number}}', lines: [1, 2], more: true } } };
const PASSING = {
  ...{ name: 'finds an order', tool: 'find', settings: { store: 'acme' }, in: { number: 'A 7' } },
  expect: { success: true, method: 'POST', url: 'https://acme.shop.example/orders/A%207', data: { number: 'A 7', lines: [1, 2] } },
};
const playground = (...tests: unknown[]): string => JSON.stringify({ mocks: MOCKS, tool_tests: tests });

let cli: Session;
beforeAll(async () => {
  cli = await startSession();
});
afterAll(() => cli.end());

async function run(...tests: unknown[]) {
  await cli.write('shop/manifest.json', MANIFEST);
  await cli.write('shop/playground.json', playground(...tests));
  return cli.run('test', 'shop', '--json');
}

describe('test', () => {
  it('runs the tests that a project keeps, and says of each what is not as it says', async () => {
    const failing = [
      { name: 'another answer', tool: 'find', in: { number: '1' }, expect: { success: false, data: { lines: [1] }, url: 'https://x' } },
      { name: 'nothing given', tool: 'find', expect: { success: false, error: 'number: required' } },
      { tool: 'nobody' },
      { name: 'no such setting', tool: 'find', settings: { nothing: 1 } },
    ];
    const { code, out } = await run(PASSING, ...failing);
    const { addon, tests } = JSON.parse(out) as { addon: string; tests: { name: string; passed: boolean; differences: string[] }[] };
    expect([code, addon, tests.map(({ name, passed }) => [name, passed])]).toEqual([
      1,
      'notes',
      [
        ['finds an order', true],
        ['another answer', false],
        ['nothing given', true],
        ['nobody', false],
        ['no such setting', false],
      ],
    ]);
    expect(tests[1]?.differences).toEqual([
      'success: wanted false, got true',
      'url: wanted "https://x", got "https://acme.shop.example/orders/1"',
      'data: wanted {"lines":[1]}, got {"number":"1","lines":[1,2],"more":true}',
    ]);
    expect(tests[3]?.differences).toEqual(['404: tool not registered']);
  });

  it('ends well where all hold, in words of both languages', async () => {
    expect((await run(PASSING)).code).toBe(0);
    expect(await cli.run('test', 'shop')).toMatchObject({ code: 0, out: 'ok  finds an order\n1 passed, 0 failed\n' });
    expect((await cli.run('test', 'shop', '--lang', 'es')).out).toContain('1 correctas, 0 con fallos');
  });
});

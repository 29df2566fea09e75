/**
 * Tools and settings: a call against the mock beside the exchange alone, which is what has to be kept of it; what a call is slower after
 * a thousand others; the settings of an addon read again and again beside the one statement that reads them.
 */
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { hashOf, manifestWith } from '../kernel/testing/kernel';
import { ask, open, timed } from './kernel';
import { type Figure, percentile } from './table';

const CALLS = 1_000;
const READS = 10_000;
const URL_OF = 'http://kernel.bench/api';

const MANIFEST = manifestWith('bench_shop', [], {
  settings: [
    { key: 'store', type: 'string', default: 'acme' },
    { key: 'token', type: 'secret' },
  ],
  capabilities: [{ kind: 'http:fetch', target: '*.shop.example' }],
  contributions: {
    tools: [
      {
        key: 'find',
        description: 'Finds',
        input_schema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
        handler: { type: 'webhook', url: 'https://{{store}}.shop.example/orders/{{number}}?t={{token}}' },
      },
    ],
  },
});

const shown = (ms: number): string => `${ms.toFixed(2)} ms`;
const figure = (what: string, ours: number, least: number, budget: number): Figure => ({
  what: `${what} (${shown(ours)} : ${shown(least)})`,
  value: `${(ours / least).toFixed(2)} ×`,
  budget: `≤ ${String(budget)} ×`,
  holds: ours / least <= budget,
});

export async function benchTools(): Promise<Figure[]> {
  const { engine, kernel } = await open();
  const organizationIds = [DEFAULT_PRINCIPAL.organizationId];
  await kernel.install({ manifest: MANIFEST, manifestHash: hashOf(MANIFEST), organizationIds, locales: {} });
  const send = (method: string, path: string, body?: unknown) => () =>
    ask(kernel, new Request(`${URL_OF}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }));
  await send('PUT', '/addons/bench_shop/settings', { store: 'acme', token: 'sk_live_1234567890' })();
  const call = send('POST', '/metacore/tools/execute', { addon_key: 'bench_shop', tool_id: 'find', parameters: { number: '1001' } });
  // What nobody can leave out: the secrets are read, and the exchange is kept.
  const least = async (): Promise<void> => {
    await engine.query('select key, branch_id, value, sealed from metacore.setting_values where addon_key = $1', ['bench_shop']);
    await engine.query(
      `insert into metacore.exchanges (organization_id, addon_key, cause, name, method, url, headers, body, answered_by, rule, milliseconds, at)
        values ($1, 'bench_shop', 'tool', 'find', 'POST', 'https://acme.shop.example/orders/1001', '{}', '{}', 'usual', 'x', 1, now())`,
      organizationIds,
    );
  };
  const [calls, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < CALLS; run += 1) {
    calls.push(await timed(call));
    bare.push(await timed(least));
  }
  const read = send('GET', '/addons/bench_shop/settings');
  const select = async (): Promise<void> => {
    await engine.query('select key, branch_id, value, sealed from metacore.setting_values where addon_key = $1', ['bench_shop']);
  };
  const [reads, selects]: [number[], number[]] = [[], []];
  for (let run = 0; run < READS; run += 1) {
    reads.push(await timed(read));
    if (run % 10 === 0) selects.push(await timed(select));
  }
  const [first, last] = [percentile(calls.slice(50, 150), 0.5), percentile(calls.slice(-100), 0.5)];
  const [early, late] = [percentile(reads.slice(100, 1_100), 0.5), percentile(reads.slice(-1_000), 0.5)];
  return [
    figure('a tool call against the mock, beside what has to be read and kept', percentile(calls, 0.5), percentile(bare, 0.5), 6),
    figure(`a tool call after ${String(CALLS)} of them, beside the first`, last, first, 1.5),
    figure('settings read, beside the statement that reads them', percentile(reads, 0.5), percentile(selects, 0.5), 6),
    figure(`settings read after ${String(READS)} times, beside the first`, late, early, 1.5),
  ];
}

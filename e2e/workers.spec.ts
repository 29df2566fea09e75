/** Workers handle the files and the code of strangers. On a host that sends no headers they have a policy all the same. */
import type { Worker } from '@playwright/test';
import { exportPublicKey, generatePrivateKey } from '../kernel/bundle/keys';
import { formatSignature, signBundle } from '../kernel/bundle/sign';
import { writeBundle } from '../kernel/bundle/write';
import { BACKEND_FILE, HOST_MODULE, signatureOf } from '../kernel/contract/wasm/abi';
import { BUMP_ALLOC, buildModule, wasm } from '../kernel/testing/wasm';
import type { Action, ManifestV3 } from '../schemas';
import { startForeign } from './foreign';
import { expect, test, type Playground } from './playground';
import { ask, connect, previewFrame } from './port';

const nameOf = (worker: Worker): string => new URL(worker.url()).hash.slice(1);

/** What a script in the worker can try to reach another site; the word that each attempt came to. */
const attempts =
  (origin: string) =>
  async (worker: Worker): Promise<[string, Record<string, string>]> => [
    nameOf(worker),
    await worker.evaluate(async (site) => {
      const outcomes: Record<string, string> = {};
      const note = async (name: string, attempt: () => Promise<unknown>): Promise<void> => {
        outcomes[name] = await attempt().then(
          () => 'through',
          (error: unknown) => (error instanceof Error ? error.name : 'refused'),
        );
      };
      const opened = (target: EventTarget): Promise<unknown> =>
        new Promise((resolve, reject) => {
          target.addEventListener('open', resolve);
          target.addEventListener('message', resolve);
          target.addEventListener('error', () => reject(new Error('refused')));
        });
      await note('fetch', () => fetch(`${site}/fetch`));
      await note('fetch without reading', () => fetch(`${site}/blind`, { mode: 'no-cors' }));
      await note('request', () => {
        const request = new XMLHttpRequest();
        request.open('GET', `${site}/request`);
        const answer = opened(request);
        request.addEventListener('load', () => request.dispatchEvent(new Event('open')));
        request.send();
        return answer;
      });
      await note('socket', async () => opened(new WebSocket(`${site.replace('http', 'ws')}/socket`)));
      await note('events', async () => opened(new EventSource(`${site}/events`)));
      await note('worker by address', async () => opened(new Worker(`${site}/worker.js`)));
      // A worker that this one starts tells what came of its own attempt; where the policy does not let it start, nothing.
      const started = (url: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const worker = new Worker(url);
          worker.onmessage = ({ data }) => (data === 'through' ? resolve(data) : reject(new Error('refused')));
          worker.onerror = () => reject(new Error('refused'));
        });
      const text = (path: string): string =>
        `fetch(${JSON.stringify(site + path)}).then(() => postMessage('through'), () => postMessage('refused'))`;
      await note('worker of its own text', () => started(`data:text/javascript,${encodeURIComponent(text('/data'))}`));
      await note('worker of a blob', () => started(URL.createObjectURL(new Blob([text('/blob')], { type: 'text/javascript' }))));
      return outcomes;
    }, origin),
  ];

const REFUSED = {
  fetch: 'TypeError',
  'fetch without reading': 'TypeError',
  request: 'Error',
  socket: 'Error',
  events: 'Error',
  'worker by address': 'TypeError',
  'worker of its own text': 'TypeError',
  'worker of a blob': 'TypeError',
};

test('no worker reaches another site', async ({ page, playground }) => {
  const foreign = await startForeign();
  await playground.open();
  // The editor's own come and go.
  const lasting = ['bundle', 'kernel', 'language', 'publish'];
  const workers = () => page.workers().filter((worker) => lasting.includes(nameOf(worker)));
  await expect.poll(() => workers().map(nameOf).sort()).toEqual(lasting);
  const outcomes = Object.fromEntries(await Promise.all(workers().map(attempts(foreign.origin))));
  expect(outcomes).toEqual(Object.fromEntries(lasting.map((name) => [name, REFUSED])));
  expect(foreign.hits).toEqual([]);
  await foreign.close();
});

const action = (key: string, label: string): Action => ({
  key,
  label,
  target_model: 'Item',
  placement: 'table',
  handler: { type: 'wasm', function: key },
});

const MANIFEST = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'shop', name: 'Shop', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
  models: [
    {
      key: 'Item',
      table: 'items',
      label: 'Items',
      columns: [
        { name: 'organization_id', type: 'uuid', not_null: true },
        { name: 'name', type: 'text', label: 'Name' },
      ],
    },
  ],
  contributions: {
    navigation: [{ title: 'Shop', items: [{ title: 'Items', model: 'Item' }] }],
    actions: [action('add', 'Add a pen'), action('look', 'Look'), action('trap', 'Trap')],
  },
} as unknown as ManifestV3;

const ROW = '{"op":"create","table":"items","model":"Item","data":{"name":"a pen of the module"}}';
const SQL = 'select name from items order by name';

/** Writes a row, reads it by SQL, traps; asks the host while it is initialized, too. */
function shopModule(): Uint8Array {
  const at = (text: string, from: number) => ({ at: from, bytes: [...new TextEncoder().encode(text)] });
  const imported = ['env_get', 'data_mutate', 'db_query'];
  return buildModule({
    imports: imported.map((name) => ({ module: HOST_MODULE, name, signature: signatureOf(HOST_MODULE, name) ?? '' })),
    globals: [8192],
    memory: [0, 8],
    data: [at('greeting', 1024), at(ROW, 2048), at(SQL, 3072), at('[]', 4096)],
    functions: [
      BUMP_ALLOC,
      { name: '_initialize', signature: ':', body: [...wasm.i32(1024), ...wasm.i32(8), ...wasm.call(0), ...wasm.drop] },
      { name: 'add', signature: 'ii:l', body: [...wasm.i32(2048), ...wasm.i32(ROW.length), ...wasm.call(1)] },
      {
        name: 'look',
        signature: 'ii:l',
        body: [...wasm.i32(3072), ...wasm.i32(SQL.length), ...wasm.i32(4096), ...wasm.i32(2), ...wasm.call(2)],
      },
      { name: 'trap', signature: 'ii:l', body: wasm.unreachable },
    ],
  });
}

async function openShop(playground: Playground): Promise<void> {
  const { page } = playground;
  const bytes = await writeBundle(
    new Map([
      ['manifest.json', new TextEncoder().encode(JSON.stringify(MANIFEST, null, 2))],
      [BACKEND_FILE, shopModule()],
    ]),
  );
  const key = await generatePrivateKey();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByTestId('bundle-input').setInputFiles([
    { name: 'shop.mcbundle', mimeType: 'application/gzip', buffer: Buffer.from(bytes) },
    { name: 'shop.mcbundle.sig', mimeType: 'text/plain', buffer: Buffer.from(formatSignature(await signBundle(bytes, key))) },
    { name: 'dev.pub', mimeType: 'text/plain', buffer: Buffer.from(exportPublicKey(key.publicKey)) },
  ]);
  await page.getByRole('button', { name: 'Trust this key' }).click();
  await page.getByRole('button', { name: 'Install as a new project' }).click();
  await playground.ready();
  await expect(playground.frame.getByRole('heading', { name: 'Items' }).first()).toBeVisible();
}

test('the module of an addon runs in the preview, asks the host, and reaches nobody else', async ({ page, playground }) => {
  const foreign = await startForeign();
  await playground.open();
  await openShop(playground);
  const frame = await previewFrame(page);
  await connect(frame);
  const run = (id: number, key: string) => ask(frame, { kind: 'request', id, method: 'POST', url: `/data/items/action/${key}`, json: {} });
  expect(await run(0, 'add')).toMatchObject({ status: 200, body: { success: true, meta: { trigger_type: 'wasm' } } });
  expect(await run(1, 'look')).toMatchObject({
    status: 200,
    body: { success: true, data: { rows: [{ name: 'a pen of the module' }], rowCount: 1 } },
  });
  expect(await run(2, 'trap')).toMatchObject({ status: 500 });
  expect(await run(3, 'look')).toMatchObject({ status: 200 });
  const guests = () => page.workers().filter((worker) => nameOf(worker) === 'guest');
  await expect.poll(() => guests().length).toBe(1);
  for (const guest of guests()) expect(await attempts(foreign.origin)(guest)).toEqual(['guest', REFUSED]);
  expect(foreign.hits).toEqual([]);
  await foreign.close();
});

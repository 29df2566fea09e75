/** Actions whose handlers are functions of a module, from the request to the answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../schemas';
import { installProject } from '../host/install-project';
import type { ProjectInstall } from '../host/project-install';
import { invocationFor } from '../testing/host-calls';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { testThreads } from '../testing/guest-threads';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { BUMP_ALLOC, buildModule, wasm } from '../testing/wasm';
import { HOST_MODULE } from '../contract/wasm/abi';
import type { KeptGuestCall } from './call-book';
import type { GuestLine } from './guests';

const action = (key: string): Action => ({
  key,
  label: key,
  target_model: 'Item',
  placement: 'table',
  handler: { type: 'wasm', function: key },
});
const MANIFEST = manifestWith('shop', [{ key: 'Item', table: 'items', columns: [{ name: 'name', type: 'text' }] }], {
  contributions: { actions: ['answer', 'refuse', 'write', 'trap', 'absent'].map(action) },
});

const PROJECT = manifestWith(
  'kiosk',
  [
    {
      key: 'Item',
      table: 'items',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text' },
      ],
    },
  ],
  {
    metadata: { key: 'kiosk', name: 'Kiosk', version: '1.0.0', description: 'A kiosk', author: 'A', license: 'MIT' },
    compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
    lifecycle: { install: 'write' },
  },
);

const at = (text: string, from: number) => ({ at: from, bytes: [...new TextEncoder().encode(text)] });
/** `pointer << 32 | length` as a constant is too long for these specs to write: it is put together. */
const answer = (pointer: number, length: number): number[] => [
  ...[...wasm.i32(pointer), 0xad, ...wasm.i64(32), 0x86],
  ...[...wasm.i64(length), 0x84],
];
const OK = '{"success":true,"data":{"done":1},"meta":{"by":"guest"}}';
const NO = '{"success":false,"error":{"code":"too_late","message":"it is too late"}}';
const ROW = '{"op":"create","table":"items","model":"Item","data":{"name":"made by a module"}}';

const MODULE = buildModule({
  imports: [
    { module: HOST_MODULE, name: 'log', signature: 'ii:' },
    { module: HOST_MODULE, name: 'data_mutate', signature: 'ii:l' },
  ],
  globals: [8192],
  memory: [0, 8],
  data: [at(OK, 1024), at(NO, 2048), at(ROW, 3072)],
  functions: [
    BUMP_ALLOC,
    { name: 'answer', signature: 'ii:l', body: [...wasm.get(0), ...wasm.get(1), ...wasm.call(0), ...answer(1024, OK.length)] },
    {
      name: 'refuse',
      signature: 'ii:l',
      body: [...wasm.i32(3072), ...wasm.i32(ROW.length), ...wasm.call(1), ...wasm.drop, ...answer(2048, NO.length)],
    },
    { name: 'write', signature: 'ii:l', body: [...wasm.i32(3072), ...wasm.i32(ROW.length), ...wasm.call(1)] },
    { name: 'trap', signature: 'ii:l', body: wasm.unreachable },
    { name: 'unnamed', signature: 'ii:l', body: wasm.i64(0) },
  ],
});

let t: TestKernel;
const lines: GuestLine[] = [];
const run = (key: string) => t.call('POST', `/data/items/action/${key}`, {});
const made = async (): Promise<number> => (await t.query("select 1 from addon_shop.items where name = 'made by a module'")).length;

beforeAll(async () => {
  t = await openTestKernel({ threads: testThreads() });
  await t.install(MANIFEST, { backend: { runInTx: ['Item.refuse'] } });
});
afterAll(async () => {
  t.kernel.guests?.unload('shop');
  await t.database.close();
});

describe('an action whose handler is a function of a module', () => {
  it('says that there is none until one is loaded', async () => {
    expect(await run('answer')).toMatchObject({ status: 501, body: { code: 'guest_not_loaded' } });
    t.kernel.guests?.load('shop', MODULE);
    t.kernel.guests?.listen((line) => lines.push(line));
  });

  it('is answered what the function says, and hands it what handlers are handed', async () => {
    expect(await run('answer')).toMatchObject({
      status: 200,
      body: { success: true, data: { done: 1 }, meta: { by: 'guest', trigger_type: 'wasm' } },
    });
    expect(lines.map(({ addonKey, function: name }) => [addonKey, name])).toEqual([['shop', 'answer']]);
    expect(JSON.parse(lines[0]?.text ?? '')).toMatchObject({ model: 'Item', action: 'answer', hook: 'Item::answer' });
  });

  it('writes rows by the host', async () => {
    expect(await run('write')).toMatchObject({ status: 200, body: { data: { before: null, after: { name: 'made by a module' } } } });
    expect(await made()).toBe(1);
  });

  it('that fails in a transaction takes back what it wrote', async () => {
    expect(await run('refuse')).toMatchObject({ status: 422, body: { error: { code: 'too_late' }, meta: { rolled_back: true } } });
    expect(await made()).toBe(1);
  });

  it('that traps is an error, and the next call is served', async () => {
    expect((await run('trap')).status).toBe(500);
    expect((await run('answer')).status).toBe(200);
  });

  it('that the module does not export is an error', async () => {
    expect(await run('absent')).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining('exports no function "absent"') as string },
    });
  });
});

describe('the book of calls', () => {
  const kept = async (): Promise<KeptGuestCall[]> =>
    ((await t.call('GET', '/playground/guest-calls')).body as { data: KeptGuestCall[] }).data;

  it('tells of each call what it was handed, asked, said, answered and took, the newest first', async () => {
    await run('write');
    await run('answer');
    const [answered, written] = await kept();
    expect(answered).toMatchObject({ addonKey: 'shop', function: 'answer', output: OK, failure: null, inTransaction: false, host: [] });
    expect(JSON.parse(answered?.input ?? '')).toMatchObject({ action: 'answer' });
    expect(answered?.log).toMatchObject([{ stream: 'log', text: answered?.input }]);
    expect(answered?.memory).toEqual({ before: 8 * 65_536, after: 8 * 65_536 });
    expect(answered?.milliseconds).toEqual(expect.any(Number));
    expect(written?.host).toMatchObject([{ name: 'data_mutate', args: [ROW], answer: written?.output }]);
  });

  it('tells how a call failed, and that one belongs to a transaction', async () => {
    await run('trap');
    await run('refuse');
    const [refused, trapped] = await kept();
    expect(trapped).toMatchObject({ function: 'trap', output: null, failure: { code: 'runtime_error' } });
    expect(refused).toMatchObject({ function: 'refuse', inTransaction: true, output: NO, host: [{ name: 'data_mutate' }] });
  });

  it('is the organization’s own, and for administrators', async () => {
    const other = (await t.call('GET', '/playground/guest-calls', undefined, OTHER_PRINCIPAL)).body as { data: unknown[] };
    expect(other.data).toEqual([]);
  });
});

describe('a project with a module', () => {
  const order = (more: object = {}): ProjectInstall => ({
    manifestText: JSON.stringify({ ...PROJECT, metadata: { ...PROJECT.metadata, ...more } }),
    renames: [],
    playgroundText: JSON.stringify({ backend: { exports: ['unnamed'], timeout_ms: 1500, memory_limit_mb: 16 } }),
    localeFiles: {},
    templateFiles: {},
    module: MODULE,
  });

  it('has it loaded with the install', async () => {
    expect(await installProject(t.kernel, order())).toMatchObject({ ok: true, module: { state: 'loaded' } });
  });

  it('lets the exports that it lists be called, beside those that the manifest names, and no others', async () => {
    const call = (name: string) =>
      t.kernel.guests?.call({ invocation: invocationFor('kiosk'), function: name, payload: '{}', session: null }) ?? Promise.resolve('');
    expect(await call('unnamed')).toBe('');
    await expect(call('trap')).rejects.toMatchObject({ code: 'function_not_declared' });
  });

  it('is installed without one that no host would run, and says why', async () => {
    const report = await installProject(t.kernel, { ...order({ version: '1.0.1' }), module: Uint8Array.of(0, 1, 2) });
    expect(report).toMatchObject({ ok: true, module: { state: 'refused', reason: 'malformed' } });
  });

  it('is prepared anew where its bytes or its limits are others, and not by an edit that leaves both', () => {
    const load = (bytes: Uint8Array, timeoutMs: number) => t.kernel.guests?.load('edited', bytes, { timeoutMs });
    const first = load(MODULE, 1000);
    expect(load(MODULE.slice(), 1000)).toBe(first);
    expect(load(MODULE, 2000)).not.toBe(first);
    const other = buildModule({ globals: [8192], memory: [0, 8], functions: [BUMP_ALLOC] });
    expect(load(other, 2000)?.functions.has('answer')).toBe(false);
    expect(() => load(Uint8Array.of(0, 1, 2), 2000)).toThrow();
    // The one before it is gone as well.
    expect(load(other, 2000)).not.toBe(first);
    t.kernel.guests?.unload('edited');
  });

  it('that is gone leaves nothing to call', async () => {
    const bare: ProjectInstall = { ...order({ version: '1.0.2' }) };
    delete bare.module;
    expect(await installProject(t.kernel, bare)).toMatchObject({ ok: true, module: { state: 'absent' } });
  });
});

it('the hook of an install is a function of the module, and works in the transaction of the install', async () => {
  await t.kernel.uninstall({ organizationId: DEFAULT_PRINCIPAL.organizationId, addonKey: 'kiosk', purge: true });
  t.kernel.guests?.load('stand', MODULE);
  await t.install({ ...PROJECT, metadata: { ...PROJECT.metadata, key: 'stand' } }, { development: false });
  expect(await t.query('select name from addon_stand.items')).toEqual([{ name: 'made by a module' }]);
  t.kernel.guests?.unload('stand');
});

it('a database whose transaction waits for its caller says that it lives', async () => {
  await t.database.asOwner(async (session) => {
    await session.run({ sql: 'select 1', parameters: [] });
    await t.database.health();
  });
});

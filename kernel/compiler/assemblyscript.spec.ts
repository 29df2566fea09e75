/** The starter with a backend: its sources become a module that a host runs, and mistakes in them are told with their place. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { TEMPLATES } from '../../templates';
import { readWasmModule } from '../contract/wasm/module';
import { buildInstallRequest } from '../lifecycle/install-request';
import { testThreads } from '../testing/guest-threads';
import { invocationFor } from '../testing/host-calls';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import { backendSources, type BackendSources, compileBackend, type CompiledBackend, MAX_SOURCE_CHARS } from './assemblyscript';

const files = TEMPLATES.find(({ card }) => card.id === 'loyalty')?.files ?? {};
const sources: BackendSources = backendSources(Object.entries(files)) ?? {};
const changed = (from: string, to: string): BackendSources => ({
  ...sources,
  'backend/index.ts': (sources['backend/index.ts'] ?? '').replace(from, to),
});

let made: CompiledBackend;
beforeAll(async () => {
  made = await compileBackend(sources);
});

describe('a backend in AssemblyScript', () => {
  it('becomes a module with the functions it exports and nothing that hosts do not offer', () => {
    expect(made.diagnostics).toEqual([]);
    const { functions, hasMemory, imports } = readWasmModule(made.module ?? new Uint8Array());
    expect(hasMemory).toBe(true);
    expect([...functions].sort()).toEqual(['_initialize', 'alloc', 'give_points', 'points_by_level']);
    expect(imports.map(({ module, name }) => `${module}.${name}`).sort()).toEqual([
      'metacore_host.data_mutate',
      'metacore_host.data_query',
      'metacore_host.log',
    ]);
  });

  it('has the same bytes whoever compiles it', async () => expect((await compileBackend(sources)).module).toEqual(made.module));

  it('imports nothing of its environment where it has no word for giving up', async () => {
    const { module } = await compileBackend({
      'backend/index.ts':
        'export function alloc(size: i32): i32 { return <i32>heap.alloc(<usize>size); }\nexport function first(list: i32[]): i32 { return list[0]; }',
    });
    expect(readWasmModule(module ?? new Uint8Array()).imports).toEqual([]);
  });

  it.each<[string, BackendSources, object]>([
    [
      'a name that there is not',
      changed('levelOf(total)', 'levelFor(total)'),
      { rule: 'TS2304', file: 'backend/index.ts', message: "Cannot find name 'levelFor'." },
    ],
    ['a text that is no code', changed('export { alloc };', 'export { alloc ;'), { severity: 'error', file: 'backend/index.ts' }],
    [
      'a file that there is not',
      { 'backend/index.ts': 'export * from "./nothing";' },
      { severity: 'error', file: 'backend/index.ts', rule: 'TS6054' },
    ],
    [
      'more than a mebibyte',
      { 'backend/index.ts': '/'.repeat(MAX_SOURCE_CHARS + 1) },
      { rule: 'backend_not_compiled', severity: 'error', file: 'backend/index.ts' },
    ],
  ])('is refused for %s', async (_, wrong, expected) => {
    const { module, diagnostics } = await compileBackend(wrong);
    expect(module).toBeNull();
    expect(diagnostics[0]).toMatchObject(expected);
  });

  it('of a mebibyte is read', async () => {
    const { diagnostics } = await compileBackend({ 'backend/index.ts': '/'.repeat(MAX_SOURCE_CHARS) });
    expect(diagnostics.filter(({ rule }) => rule === 'backend_not_compiled')).toEqual([]);
  });

  it('tells a mistake with its line and column', async () => {
    const wrong = changed('levelOf(total)', 'levelFor(total)');
    const text = wrong['backend/index.ts'] ?? '';
    const offset = text.indexOf('levelFor');
    const before = text.slice(0, offset).split('\n');
    const range = { startLine: before.length, startColumn: (before.at(-1)?.length ?? 0) + 1, offset, length: 'levelFor'.length };
    expect((await compileBackend(wrong)).diagnostics[0]?.range).toMatchObject(range);
  });

  it('is none without the file it begins with', () => {
    expect(backendSources([['backend/main.go', 'package main']])).toBeNull();
    expect(backendSources([['backend/metacore.ts', '']])).toBeNull();
  });
});

describe('the starter with a backend', () => {
  let t: TestKernel;
  beforeAll(async () => {
    t = await openTestKernel({ threads: testThreads() });
    const text = files['manifest.json'] ?? '';
    await t.kernel.install({
      ...(await buildInstallRequest(JSON.parse(text) as ManifestV3, text, (path) => files[path])),
      development: true,
    });
    t.kernel.guests?.load('loyalty', made.module ?? new Uint8Array());
  });
  afterAll(async () => {
    t.kernel.guests?.unload('loyalty');
    await t.database.close();
  });

  it('gives points to a member by its action, and has them added up by its tool', async () => {
    const { body } = await t.call('POST', '/data/loyalty_members', { name: 'Ñandú "el" 🦤', points: 90 });
    const { id } = (body as { data: { id: string } }).data;
    const given = await t.call('POST', `/data/loyalty_members/${id}/action/give_points`, { points: 15, reason: 'línea\n"dos"' });
    expect(given).toMatchObject({ status: 200, body: { success: true } });
    const after = await t.call('GET', `/data/loyalty_members/${id}`);
    expect(after.body).toMatchObject({ data: { name: 'Ñandú "el" 🦤', points: 105, level: 'silver' } });
    const movements = await t.call('GET', '/data/loyalty_movements');
    expect(movements.body).toMatchObject({ data: [{ member_id: id, points: 15, reason: 'línea\n"dos"' }] });
    const refused = await t.call('POST', `/data/loyalty_members/${id}/action/give_points`, { points: -500 });
    expect(refused).toMatchObject({ status: 422 });
    expect(JSON.stringify(refused.body)).toContain('The member has 105 points and no more.');
    const told = await t.kernel.guests?.call({
      invocation: invocationFor('loyalty'),
      ...{ function: 'points_by_level', payload: '{"parameters":{}}', session: null },
    });
    expect(JSON.parse(told ?? '')).toMatchObject({
      success: true,
      data: { rows: [{ level: 'silver', points: 105, members: 1 }], truncated: false },
    });
  });
});

/** The guests of the corpus: one behaviour in Go, AssemblyScript, WAT and JavaScript, on one host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action, Capability } from '../../schemas';
import { KernelError } from '../errors';
import { invocationFor } from '../testing/host-calls';
import { testThreads } from '../testing/guest-threads';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('four-guests.spec.ts is skipped, PLAYGROUND_CORPUS is not set\n');

const FUNCTIONS = ['echo', 'spin', 'grow', 'trap', 'emit', 'query'];
const LANGUAGES = ['as', 'go', 'js', 'wat'] as const;
const action = (name: string): Action => ({
  key: name,
  label: name,
  target_model: 'Item',
  placement: 'table',
  handler: { type: 'wasm', function: name },
});
const manifestFor = (key: string) =>
  manifestWith(key, [{ key: 'Item', table: `${key}_items`, columns: [{ name: 'name', type: 'text' }] }], {
    extension_points: { events: [{ name: 'guest.emitted' }] },
    capabilities: [{ kind: 'event:emit', target: 'guest.emitted' }] as Capability[],
    contributions: { actions: FUNCTIONS.map(action) },
  });

let t: TestKernel;
const heard: string[] = [];

beforeAll(async () => {
  if (corpus === undefined) return;
  t = await openTestKernel({ threads: testThreads() });
  for (const language of LANGUAGES) {
    await t.install(manifestFor(`guest${language}`));
    const bytes = new Uint8Array(readFileSync(join(corpus, 'guests', language, 'guest.wasm')));
    t.kernel.guests?.load(`guest${language}`, bytes, { timeoutMs: 2000, memoryLimitMb: 32 });
  }
  t.kernel.events.on('guest.*', ({ name }) => heard.push(name));
});
afterAll(async () => {
  if (corpus === undefined) return;
  for (const language of LANGUAGES) t.kernel.guests?.unload(`guest${language}`);
  await t.database.close();
});

/** A call as whoever holds the port makes it: the output, or the code it ended with. */
async function run(language: string, name: string): Promise<{ output: string } | { code: string; message: string }> {
  try {
    const invocation = invocationFor(`guest${language}`);
    return { output: (await t.kernel.guests?.call({ invocation, function: name, payload: '{"a":"é"}', session: null })) ?? '' };
  } catch (error) {
    if (error instanceof KernelError) return { code: error.code, message: error.message };
    throw error;
  }
}
const told = async (language: string, name: string): Promise<unknown> => {
  const ended = await run(language, name);
  return 'output' in ended ? JSON.parse(ended.output) : ended;
};

describe.skipIf(corpus === undefined).each(LANGUAGES)('the guest in %s', (language) => {
  it('answers what it was handed', async () => expect(await told(language, 'echo')).toEqual({ ok: true, echo: { a: 'é' } }));

  it('queries the database', async () => {
    const rows = { success: true, data: { rows: [{ one: 1 }], rowCount: 1, columns: [{ name: 'one', type: 'INT4' }] } };
    expect(await told(language, 'query')).toMatchObject({ ok: true, rows });
  });

  it('tells of an event', async () => {
    const before = heard.length;
    expect(await told(language, 'emit')).toEqual({ ok: true });
    expect(heard.slice(before)).toEqual(['guest.emitted']);
  });

  // An engine within the module catches what its handlers throw, and answers it.
  const caught = { error: { code: 'runtime_error' } };
  it.each<[string, object, object]>([
    ['trap', { code: 'runtime_error' }, caught],
    ['grow', { code: expect.stringMatching(/^(?:memory_exhausted|runtime_error)$/) as string }, caught],
    ['spin', { code: 'timeout' }, { code: 'timeout' }],
  ])('is ended where it goes wrong, and serves the next call: %s', async (name, compiled, interpreted) => {
    expect(await told(language, name)).toMatchObject(language === 'js' ? interpreted : compiled);
    expect(await told(language, 'echo')).toEqual({ ok: true, echo: { a: 'é' } });
  });
});

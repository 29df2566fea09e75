/** Bridges of threads that no shared memory stops. Suspending itself is an engine's, and tried in a browser (e2e/workers.spec.ts). */
import { describe, expect, it } from 'vitest';
import { HOST_MODULE, signatureOf } from '../contract/wasm/abi';
import { BUMP_ALLOC, buildModule, wasm } from '../testing/wasm';
import { suspensionOf, unaskingBridge } from './bridges';
import { prepareModule } from './prepare';
import { createRunner } from './runner';

/** `pointer << 32 | length`. */
const pair = (pointer: number, length: number): number[] => [...wasm.i32(pointer), 0xad, ...wasm.i64(32), 0x86, ...wasm.i64(length), 0x84];

const module = prepareModule(
  buildModule({
    imports: ['log', 'env_get'].map((name) => ({ module: HOST_MODULE, name, signature: signatureOf(HOST_MODULE, name) ?? '' })),
    globals: [4096],
    memory: [0, 1],
    data: [{ at: 16, bytes: [0x68, 0x69] }],
    functions: [
      BUMP_ALLOC,
      { name: 'alone', signature: 'ii:l', body: [...wasm.i32(16), ...wasm.i32(2), ...wasm.call(0), ...pair(16, 2)] },
      { name: 'asks', signature: 'ii:l', body: [...wasm.i32(16), ...wasm.i32(2), ...wasm.call(1)] },
    ],
  }),
  64,
);

describe('where a module can neither be suspended nor stand still', () => {
  const lines: string[] = [];
  const runner = () =>
    createRunner({ bytes: module.bytes, ceiling: module.pages, bridge: unaskingBridge(), tell: ({ text }) => lines.push(text) });

  it('runs what asks nothing, and hears its log', async () => {
    const ended = await runner().call('alone', new Uint8Array());
    expect('output' in ended && new TextDecoder().decode(ended.output)).toBe('hi');
    expect(lines).toEqual(['hi']);
  });

  it('says so of what asks the host', async () => {
    expect(await runner().call('asks', new Uint8Array())).toMatchObject({
      failure: { code: 'host_call_impossible', message: expect.stringContaining('env_get') as string },
    });
  });
});

it.each<[string, object, boolean]>([
  ['both', { Suspending: parseInt, promising: parseInt }, true],
  ['nothing', {}, false],
  ['half', { Suspending: parseInt }, false],
])('an engine that has %s of suspension', (_, engine, has) => expect(suspensionOf(engine) !== null).toBe(has));

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUNDLE_LIMITS } from '../bundle/limits';
import { HOST_IMPORT_NAMES, HOST_MODULE, MAX_MEMORY_PAGES, signatureOf, WASI_IMPORT_NAMES, WASI_MODULE } from '../contract/wasm/abi';
import { MAX_MEMORY_PAGES as NULL_HOST_PAGES } from '../publish/null-host.mjs';
import { leb } from '../contract/wasm/leb';
import { BUMP_ALLOC, buildModule, type BuiltModule, wasm } from '../testing/wasm';
import fc from '../testing/property';
import { pagesFor, prepareModule } from './prepare';
import { ModuleRefused, type RefusalReason } from './refusal';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('prepare.spec.ts: guests of the corpus are skipped, PLAYGROUND_CORPUS is not set\n');

const GROW = { name: 'grow', signature: 'i:i', body: [...wasm.get(0), ...wasm.grow] };
const usual = (more: BuiltModule = {}) => buildModule({ globals: [4096], functions: [BUMP_ALLOC, GROW], ...more });

function refusal(bytes: Uint8Array, mebibytes = 64): RefusalReason | null {
  try {
    prepareModule(bytes, mebibytes);
    return null;
  } catch (error) {
    if (error instanceof ModuleRefused) return error.reason;
    throw error;
  }
}

describe('the ceiling of a memory', () => {
  it.each([
    ['none of its own', [0, 1], 256],
    ['a higher one', [1, 1, ...leb(65_536)], 256],
    ['a lower one, which stays', [1, 1, 20], 20],
  ])('is written into a module that has %s', (_, memory, most) => {
    const { bytes, pages } = prepareModule(usual({ memory }), 16);
    expect(pages).toBe(256);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const grow = exports.grow as (by: number) => number;
    expect([grow(most - 1), grow(1), (exports.memory as WebAssembly.Memory).buffer.byteLength / 65_536]).toEqual([1, -1, most]);
  });

  it('is at most what hosts give anybody, and at least a page', () => {
    expect([pagesFor(64), pagesFor(256), pagesFor(4096), pagesFor(0)]).toEqual([1024, MAX_MEMORY_PAGES, MAX_MEMORY_PAGES, 1]);
    expect(NULL_HOST_PAGES).toBe(MAX_MEMORY_PAGES);
  });
});

describe('a module', () => {
  it.each<[string, RefusalReason | null, Uint8Array]>([
    ['that a host runs', null, usual()],
    ['longer than ten mebibytes', 'too_large', new Uint8Array(BUNDLE_LIMITS.maxWasmBytes + 1)],
    ['that is none', 'malformed', new TextEncoder().encode('{"not": "wasm"}')],
    ['that ends early', 'malformed', usual().subarray(0, 40)],
    ['that is a component', 'is_component', Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0])],
    ['with a memory of 64 bits', 'memory64', usual({ memory: [4, 1] })],
    ['with a shared memory', 'shared_memory', usual({ memory: [3, 1, 2] })],
    ['that begins above its ceiling', 'memory_limit', usual({ memory: [0, ...leb(1025)] })],
    ['that begins at its ceiling', null, usual({ memory: [0, ...leb(1024)] })],
    ['without a memory', 'memory_missing', usual({ memory: null, functions: [BUMP_ALLOC] })],
    ['that keeps its memory to itself', 'memory_missing', usual({ exportsMemory: false })],
    ['without alloc', 'alloc_missing', usual({ functions: [GROW] })],
    ['whose alloc takes nothing', 'alloc_missing', usual({ functions: [{ name: 'alloc', signature: ':i', body: wasm.i32(0) }] })],
    [
      'whose _initialize takes something',
      'unsupported',
      usual({ functions: [BUMP_ALLOC, { name: '_initialize', signature: 'i:', body: [] }] }),
    ],
    ['that imports a file', 'import_not_allowed', usual({ imports: [{ module: WASI_MODULE, name: 'path_open', signature: 'i:i' }] })],
    [
      'that imports a host function nobody has',
      'import_not_allowed',
      usual({ imports: [{ module: HOST_MODULE, name: 'exec', signature: 'ii:l' }] }),
    ],
    ['that imports of another module', 'import_not_allowed', usual({ imports: [{ module: 'env', name: 'abort', signature: 'iiii:' }] })],
    [
      'that imports by a name of every object',
      'import_not_allowed',
      usual({ imports: [{ module: HOST_MODULE, name: 'constructor', signature: 'ii:l' }] }),
    ],
    ['that imports log with an answer', 'import_signature', usual({ imports: [{ module: HOST_MODULE, name: 'log', signature: 'ii:l' }] })],
    [
      'that imports db_query with half of its arguments',
      'import_signature',
      usual({ imports: [{ module: HOST_MODULE, name: 'db_query', signature: 'ii:l' }] }),
    ],
  ])('%s: %s', (_, reason, bytes) => expect(refusal(bytes)).toBe(reason));

  it('may import all that hosts offer', () => {
    const imports = [
      ...HOST_IMPORT_NAMES.map((name) => ({ module: HOST_MODULE, name })),
      ...WASI_IMPORT_NAMES.map((name) => ({ module: WASI_MODULE, name })),
    ].map((one) => ({ ...one, signature: signatureOf(one.module, one.name) ?? '' }));
    const prepared = prepareModule(usual({ imports }), 64);
    expect(prepared.imports).toHaveLength(15 + 17);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(prepared.bytes))).toHaveLength(32);
  });

  it.skipIf(corpus === undefined).each(['as', 'go', 'js', 'wat'])('written in %s compiles with its ceiling', (language) => {
    const bytes = readFileSync(join(corpus ?? '', 'guests', language, 'guest.wasm'));
    const { bytes: capped, functions } = prepareModule(bytes, 64);
    expect(WebAssembly.validate(capped)).toBe(true);
    expect([...['echo', 'spin', 'grow', 'trap', 'emit', 'query'].map((name) => functions.get(name))]).toEqual(Array(6).fill('ii:l'));
  });

  it('that was changed anywhere is refused with a reason, or compiles to one under its ceiling or to none', () => {
    const imports = [
      { module: HOST_MODULE, name: 'log', signature: 'ii:' },
      { module: WASI_MODULE, name: 'fd_write', signature: 'iiii:i' },
    ];
    const valid = usual({ imports, start: 1, functions: [BUMP_ALLOC, { signature: ':', body: [] }, GROW] });
    const change = fc.tuple(fc.constantFrom('set', 'cut', 'insert'), fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let bytes = [...valid];
        for (const [how, at, value] of changes) {
          if (how === 'set') bytes[at % bytes.length] = value;
          else if (how === 'cut' && bytes.length > 20) bytes.splice(at % bytes.length, value % 8);
          else bytes = [...bytes.slice(0, at), value, ...bytes.slice(at)];
        }
        try {
          const { bytes: capped, pages } = prepareModule(Uint8Array.from(bytes), 1);
          if (!WebAssembly.validate(capped)) return;
          const kinds = WebAssembly.Module.imports(new WebAssembly.Module(capped)).map(({ kind }) => kind);
          expect([pages, kinds.every((kind) => kind === 'function')]).toEqual([16, true]);
        } catch (error) {
          expect(error).toBeInstanceOf(ModuleRefused);
        }
      }),
    );
  });
});

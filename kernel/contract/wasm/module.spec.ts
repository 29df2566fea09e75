import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWasmModule } from './module';
import { WasmFormatError } from './reader';
import { wasmModule } from './testing';
import fc from '../../testing/property';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('module.spec.ts: guests of the corpus are skipped, PLAYGROUND_CORPUS is not set\n');

describe('readWasmModule', () => {
  it('reads what an engine reads', () => {
    const bytes = wasmModule({ imports: [['metacore_host', 'log']], functions: ['alloc', 'Pay'] });
    const engine = new WebAssembly.Module(new Uint8Array(bytes));
    expect(WebAssembly.Module.imports(engine)).toEqual([{ module: 'metacore_host', name: 'log', kind: 'function' }]);
    const { imports, functions, hasMemory } = readWasmModule(bytes);
    expect({ imports, functions: [...functions], hasMemory }).toEqual({
      imports: [{ module: 'metacore_host', name: 'log', kind: 'function' }],
      functions: ['alloc', 'Pay'],
      hasMemory: true,
    });
  });

  it.each([
    ['nothing', [], 'truncated'],
    ['a text', [...new TextEncoder().encode('{"a": 1}')], 'magic'],
    ['a component', [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], 'version'],
    ['a section that ends early', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, 50, 1], 'truncated'],
    ['a count that no section could hold', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, 5, 0xff, 0xff, 0xff, 0xff, 0x0f], 'count'],
    ['a number without end', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, ...Array<number>(12).fill(0x80)], 'number'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => readWasmModule(Uint8Array.from(bytes))).toThrow(new WasmFormatError(reason));
  });

  it('ends, whatever the bytes', () => {
    const valid = wasmModule({ imports: [['a', 'b']], functions: ['alloc'] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const bytes = new Uint8Array(valid);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          readWasmModule(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WasmFormatError);
        }
      }),
    );
  });

  it.skipIf(corpus === undefined).each(['as', 'go', 'js', 'wat'])('agrees with the engine on the %s guest', (language) => {
    const bytes = new Uint8Array(readFileSync(join(corpus ?? '', 'guests', language, 'guest.wasm')));
    const engine = new WebAssembly.Module(bytes);
    const { imports, functions } = readWasmModule(bytes);
    expect(imports.map(({ module, name, kind }) => ({ module, name, kind }))).toEqual(
      WebAssembly.Module.imports(engine).map(({ module, name, kind }) => ({ module, name, kind })),
    );
    expect([...functions]).toEqual(WebAssembly.Module.exports(engine).flatMap(({ name, kind }) => (kind === 'function' ? [name] : [])));
  });
});

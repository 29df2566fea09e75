/** A guest that hands its payload to an import as it is and answers what that answered: one function for each import, `call_<name>`. */
import { HOST_IMPORT_NAMES, HOST_IMPORTS, HOST_MODULE, signatureOf, WASI_MODULE } from '../contract/wasm/abi';
import { BUMP_ALLOC, type BuiltFunction, buildModule, wasm } from './wasm';
import { joinBytes } from '../values/bytes';

const { get, load, add, i32 } = wasm;
const HEAP_START = 4096;

/** The payload of `relayed`: a length in four bytes for each argument, then the arguments one behind the other. */
const argumentsOf = (count: number): number[] => {
  const words: number[] = [];
  for (let index = 0; index < count; index += 1) {
    words.push(...get(0), ...i32(4 * count), ...add);
    for (let before = 0; before < index; before += 1) words.push(...get(0), ...load(4 * before), ...add);
    words.push(...get(0), ...load(4 * index));
  }
  return words;
};

const BREAKING: readonly BuiltFunction[] = [
  { name: 'spin', signature: 'ii:l', body: [...wasm.forever, ...wasm.unreachable] },
  { name: 'trap', signature: 'ii:l', body: wasm.unreachable },
  { name: 'nothing', signature: 'ii:l', body: wasm.i64(0) },
  {
    name: 'count',
    signature: 'ii:l',
    body: [...wasm.i32(8), ...wasm.i32(8), ...load(), ...i32(1), ...add, 0x36, 2, 0, ...wasm.i64(4), ...i64At(8)],
  },
  { name: 'far', signature: 'ii:l', body: [...wasm.i64(-1), ...[0x42, 0x80, 0x80, 0x80, 0x80, 0x70], 0x84] },
];

/** `pointer << 32 | what is on the stack`. */
function i64At(pointer: number): number[] {
  return [...i32(pointer), 0xad, ...wasm.i64(32), 0x86, 0x84];
}

export function relayModule(): Uint8Array<ArrayBuffer> {
  const imports = [
    ...HOST_IMPORT_NAMES.map((name) => ({ module: HOST_MODULE, name, signature: signatureOf(HOST_MODULE, name) ?? '' })),
    { module: WASI_MODULE, name: 'proc_exit', signature: 'i:' },
  ];
  const calls = HOST_IMPORT_NAMES.map((name, index): BuiltFunction => {
    const { parameters, answers } = HOST_IMPORTS[name];
    return {
      name: `call_${name}`,
      signature: 'ii:l',
      body: [...argumentsOf(parameters.length), ...wasm.call(index), ...(answers ? [] : wasm.i64(0))],
    };
  });
  const exit: BuiltFunction = { name: 'exit', signature: 'ii:l', body: [...i32(3), ...wasm.call(imports.length - 1), ...wasm.unreachable] };
  const recurse: BuiltFunction = {
    name: 'recurse',
    signature: 'ii:l',
    body: [...get(0), ...get(1), ...wasm.call(imports.length + 1 + calls.length), ...wasm.i64(1), 0x7c],
  };
  return buildModule({
    imports,
    globals: [HEAP_START],
    memory: [0, 64],
    functions: [BUMP_ALLOC, ...calls, recurse, exit, ...BREAKING],
  });
}

/** The payload with which `call_<name>` calls its import with these arguments. */
export function relayed(...args: readonly (string | Uint8Array)[]): Uint8Array {
  const parts = args.map((arg) => (typeof arg === 'string' ? new TextEncoder().encode(arg) : arg));
  const lengths = new Uint8Array(Uint32Array.from(parts, ({ length }) => length).buffer);
  return joinBytes([lengths, ...parts]);
}

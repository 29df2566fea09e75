/** Builds modules for specs, of any signatures and bodies: what no compiler would write, and what a relay of host calls needs. */
import { leb } from '../contract/wasm/leb';

export interface BuiltImport {
  module: string;
  name: string;
  /** In the letters of kernel/contract/wasm/abi.ts. */
  signature: string;
}

export interface BuiltFunction {
  name?: string;
  signature: string;
  /** How many locals of i32 it has beside its parameters. */
  locals?: number;
  /** Instructions, without the `end`. */
  body: readonly number[];
}

export interface BuiltModule {
  imports?: readonly BuiltImport[];
  functions?: readonly BuiltFunction[];
  /** Bytes of the memory's limits, flags first; nothing for no memory. */
  memory?: readonly number[] | null;
  /** Index of the function that runs as the module's start. */
  start?: number;
  /** Initial values of mutable i32 globals. */
  globals?: readonly number[];
  data?: readonly { at: number; bytes: readonly number[] }[];
  exportsMemory?: boolean;
  /** Names of functions that are not exported, by their index; written where there are any. */
  names?: Readonly<Record<number, string>>;
}

const VALUE: Readonly<Record<string, number>> = { i: 0x7f, l: 0x7e, f: 0x7d, d: 0x7c };

/** As a signed number: what constants are written as. */
export const sleb = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
};

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const named = (text: string): number[] => [...leb(utf8(text).length), ...utf8(text)];
const vector = (entries: readonly (readonly number[])[]): number[] => [...leb(entries.length), ...entries.flat()];
const section = (id: number, body: readonly number[]): number[] => [id, ...leb(body.length), ...body];
const typeOf = (signature: string): number[] => {
  const [parameters = '', results = ''] = signature.split(':');
  const list = (letters: string) => vector(Array.from(letters, (letter) => [VALUE[letter] ?? 0]));
  return [0x60, ...list(parameters), ...list(results)];
};

/** Instructions of WebAssembly that specs write. */
export const wasm = {
  get: (local: number): number[] => [0x20, ...leb(local)],
  set: (local: number): number[] => [0x21, ...leb(local)],
  getGlobal: (global: number): number[] => [0x23, ...leb(global)],
  setGlobal: (global: number): number[] => [0x24, ...leb(global)],
  i32: (value: number): number[] => [0x41, ...sleb(value)],
  i64: (value: number): number[] => [0x42, ...sleb(value)],
  call: (index: number): number[] => [0x10, ...leb(index)],
  load: (offset = 0): number[] => [0x28, 2, ...leb(offset)],
  add: [0x6a],
  and: [0x71],
  drop: [0x1a],
  unreachable: [0x00],
  grow: [0x40, 0],
  forever: [0x03, 0x40, 0x0c, 0, 0x0b],
} as const;

/** `alloc` of a bump allocator whose top is global 0. It never grows the memory. */
export const BUMP_ALLOC: BuiltFunction = {
  name: 'alloc',
  signature: 'i:i',
  locals: 1,
  body: [
    ...[...wasm.getGlobal(0), ...wasm.set(1)],
    ...[
      ...wasm.getGlobal(0),
      ...wasm.get(0),
      ...wasm.add,
      ...wasm.i32(15),
      ...wasm.add,
      ...wasm.i32(-16),
      ...wasm.and,
      ...wasm.setGlobal(0),
    ],
    ...wasm.get(1),
  ],
};

export function buildModule(parts: BuiltModule): Uint8Array<ArrayBuffer> {
  const {
    imports = [],
    functions = [],
    memory = [0, 1],
    start,
    globals = [],
    data = [],
    exportsMemory = memory !== null,
    names = {},
  } = parts;
  const signatures = [...new Set([...imports, ...functions].map(({ signature }) => signature))];
  const typeIndex = (signature: string): number[] => leb(signatures.indexOf(signature));
  const exported = functions.flatMap(({ name }, index) =>
    name === undefined ? [] : [[...named(name), 0, ...leb(imports.length + index)]],
  );
  const code = functions.map(({ locals = 0, body }) => {
    const whole = [...(locals === 0 ? [0] : [1, ...leb(locals), 0x7f]), ...body, 0x0b];
    return [...leb(whole.length), ...whole];
  });
  const nameMap = vector(Object.entries(names).map(([index, name]) => [...leb(Number(index)), ...named(name)]));
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(signatures.map(typeOf))),
    ...section(2, vector(imports.map(({ module, name, signature }) => [...named(module), ...named(name), 0, ...typeIndex(signature)]))),
    ...section(3, vector(functions.map(({ signature }) => typeIndex(signature)))),
    ...(memory === null ? [] : section(5, [1, ...memory])),
    ...section(6, vector(globals.map((value) => [0x7f, 1, ...wasm.i32(value), 0x0b]))),
    ...section(7, vector([...exported, ...(exportsMemory ? [[...named('memory'), 2, 0]] : [])])),
    ...(start === undefined ? [] : section(8, leb(imports.length + start))),
    ...section(10, vector(code)),
    ...section(11, vector(data.map(({ at, bytes }) => [0, ...wasm.i32(at), 0x0b, ...leb(bytes.length), ...bytes]))),
    ...(Object.keys(names).length === 0 ? [] : section(0, [...named('name'), 1, ...leb(nameMap.length), ...nameMap])),
  ]);
}

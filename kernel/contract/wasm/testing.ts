/** Builds modules for specs: imports and exports only, every function of type `() -> ()`. */

export interface ModuleParts {
  imports?: readonly (readonly [module: string, name: string])[];
  functions?: readonly string[];
  memory?: boolean;
}

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const named = (text: string): number[] => [utf8(text).length, ...utf8(text)];
/** A length below 2^14. */
const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 0x7f) | 0x80, value >> 7]);
const section = (id: number, entries: readonly (readonly number[])[]): number[] => {
  const body = [entries.length, ...entries.flat()];
  return [id, ...leb(body.length), ...body];
};

/** Bytes of a module with fewer than 128 of everything. */
export function wasmModule({ imports = [], functions = [], memory = true }: ModuleParts): Uint8Array {
  const exported = functions.map((name, index) => [...named(name), 0, imports.length + index]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [[0x60, 0, 0]]),
    ...section(
      2,
      imports.map(([module, name]) => [...named(module), ...named(name), 0, 0]),
    ),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [...exported, ...(memory ? [[...named('memory'), 2, 0]] : [])]),
    ...section(
      10,
      functions.map(() => [2, 0, 0x0b]),
    ),
  ]);
}

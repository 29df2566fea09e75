/**
 * Reads the import and export sections of a WebAssembly module, and nothing else: what a host looks at before it compiles
 * anything. Bounded: a section's count is believed only as far as its bytes go.
 */
import { createReader, type Reader, WasmFormatError } from './reader';

export interface WasmImport {
  module: string;
  name: string;
  kind: 'function' | 'table' | 'memory' | 'global' | 'tag';
}

export interface WasmModule {
  imports: readonly WasmImport[];
  /** Names of exported functions. */
  functions: ReadonlySet<string>;
  /** Whether a memory is exported under the name `memory`. */
  hasMemory: boolean;
}

/** Imports and exports read at most; real modules have a few dozen. */
const MAX_ENTRIES = 10_000;
const SECTION = { import: 2, export: 7 } as const;
const KINDS = ['function', 'table', 'memory', 'global', 'tag'] as const;

/** @throws WasmFormatError wrong magic or version, or a section that ends early */
export function readWasmModule(bytes: Uint8Array): WasmModule {
  const reader = createReader(bytes, 0, bytes.length);
  if (reader.u32() !== 0x6d736100) throw new WasmFormatError('magic');
  if (reader.u32() !== 1) throw new WasmFormatError('version');
  const imports: WasmImport[] = [];
  const functions = new Set<string>();
  let hasMemory = false;
  while (!reader.done()) {
    const id = reader.byte();
    const size = reader.leb();
    const section = createReader(bytes, reader.position(), reader.position() + size);
    reader.skip(size);
    if (id === SECTION.import) readImports(section, imports);
    if (id !== SECTION.export) continue;
    for (let left = bounded(section.leb()); left > 0; left -= 1) {
      const name = section.name();
      const kind = section.byte();
      section.leb();
      if (kind === 0) functions.add(name);
      if (kind === 2 && name === 'memory') hasMemory = true;
    }
  }
  return { imports, functions, hasMemory };
}

function bounded(count: number): number {
  if (count > MAX_ENTRIES) throw new WasmFormatError('count');
  return count;
}

function readImports(section: Reader, imports: WasmImport[]): void {
  for (let left = bounded(section.leb()); left > 0; left -= 1) {
    const module = section.name();
    const name = section.name();
    const kind = KINDS[section.byte()];
    if (kind === undefined) throw new WasmFormatError('kind');
    if (kind === 'function') section.leb();
    if (kind === 'table') section.byte();
    if (kind === 'table' || kind === 'memory') {
      const flags = section.byte();
      section.leb();
      if ((flags & 1) === 1) section.leb();
    }
    if (kind === 'global') section.skip(2);
    if (kind === 'tag') {
      section.byte();
      section.leb();
    }
    imports.push({ module, name, kind });
  }
}

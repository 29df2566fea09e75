/**
 * What is done to a module before anything compiles it: its imports are held against the policy with their signatures, its exports
 * against what a host calls, and its memory gets the ceiling that its addon has, written into the bytes. An engine that compiles the
 * result cannot give it more, so nothing has to be watched while it grows.
 */
import { BUNDLE_LIMITS } from '../bundle/limits';
import { ALLOC_SIGNATURE, MAX_MEMORY_PAGES, type Signature, signatureOf, START_SIGNATURE } from '../contract/wasm/abi';
import { leb } from '../contract/wasm/leb';
import { createReader, type Reader, WasmFormatError } from '../contract/wasm/reader';
import { ModuleRefused } from './refusal';
import { joinBytes } from '../values/bytes';

export const PAGE_BYTES = 65_536;
const PAGES_PER_MIB = 16;

const SECTION = { type: 1, import: 2, function: 3, memory: 5, export: 7, start: 8 } as const;
const KIND = { function: 0, memory: 2 } as const;
const KIND_NAMES = ['function', 'table', 'memory', 'global', 'tag'] as const;
const LIMITS = { hasMaximum: 1, shared: 2, memory64: 4 } as const;
const VALUE_LETTERS: Readonly<Record<number, string>> = {
  0x7f: 'i',
  0x7e: 'l',
  0x7d: 'f',
  0x7c: 'd',
  0x7b: 'v',
  0x70: 'r',
  0x6f: 'r',
};
const FUNCTION_TYPE = 0x60;

export interface PreparedModule {
  /** The module with its ceiling. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Signatures of exported functions, by name. */
  functions: ReadonlyMap<string, string>;
  /** What it imports, as `module.name`, sorted. */
  imports: readonly string[];
  /** Whether it has a start section, which runs before a host can call anything. */
  hasStart: boolean;
  /** Pages of 64 KiB that its memory may have at most. */
  pages: number;
}

/** Pages for so many mebibytes, at most what hosts give anybody. */
export const pagesFor = (mebibytes: number): number => Math.max(1, Math.min(Math.floor(mebibytes * PAGES_PER_MIB), MAX_MEMORY_PAGES));

interface Found {
  types: string[];
  /** Index of the type of each function, imported ones first. */
  functions: number[];
  imports: string[];
  exports: Map<string, { kind: number; index: number }>;
  memories: number;
  hasStart: boolean;
}

function counted(section: Reader): number {
  const count = section.leb();
  if (count > BUNDLE_LIMITS.maxWasmBytes) throw new WasmFormatError('count');
  return count;
}

function valueTypes(section: Reader): string {
  let letters = '';
  for (let left = counted(section); left > 0; left -= 1) {
    const letter = VALUE_LETTERS[section.byte()];
    if (letter === undefined) throw new ModuleRefused('unsupported', 'the module uses types of values that hosts do not run');
    letters += letter;
  }
  return letters;
}

function readTypes(section: Reader, found: Found): void {
  for (let left = counted(section); left > 0; left -= 1) {
    if (section.byte() !== FUNCTION_TYPE) throw new ModuleRefused('unsupported', 'the module declares types that hosts do not run');
    const parameters = valueTypes(section);
    found.types.push(`${parameters}:${valueTypes(section)}`);
  }
}

function readImports(section: Reader, found: Found): void {
  for (let left = counted(section); left > 0; left -= 1) {
    const [module, name] = [section.name(), section.name()];
    const kind = section.byte();
    const called = `${module}.${name}`.slice(0, 200);
    if (kind !== KIND.function)
      throw new ModuleRefused(
        'import_not_allowed',
        `the module imports the ${KIND_NAMES[kind] ?? 'thing'} "${called}"; hosts offer functions alone`,
      );
    const type = section.leb();
    const wanted = signatureOf(module, name);
    if (wanted === null) throw new ModuleRefused('import_not_allowed', `the module imports "${called}", which no host offers`);
    const signature = found.types[type];
    if (signature !== wanted)
      throw new ModuleRefused(
        'import_signature',
        `the module imports "${called}" as (${signature ?? '?'}) and hosts offer it as (${wanted})`,
      );
    found.functions.push(type);
    found.imports.push(called);
  }
}

/** The memory section anew, with the ceiling as its maximum. */
function cappedMemories(section: Reader, found: Found, pages: number): number[] {
  const count = counted(section);
  found.memories += count;
  if (found.memories > 1) throw new ModuleRefused('unsupported', 'the module has more than one memory');
  const body = leb(count);
  for (let left = count; left > 0; left -= 1) {
    const flags = section.byte();
    if ((flags & LIMITS.memory64) !== 0) throw new ModuleRefused('memory64', 'the module has a memory of 64 bits, which hosts do not run');
    if ((flags & LIMITS.shared) !== 0) throw new ModuleRefused('shared_memory', 'the module has a shared memory, which hosts do not run');
    if (flags > LIMITS.hasMaximum) throw new WasmFormatError('limits');
    const minimum = section.leb();
    const maximum = flags === LIMITS.hasMaximum ? section.leb() : pages;
    if (minimum > pages)
      throw new ModuleRefused(
        'memory_limit',
        `the module begins with ${String(minimum)} pages of memory and its addon may have ${String(pages)} (${String(pages / PAGES_PER_MIB)} MiB)`,
      );
    body.push(LIMITS.hasMaximum, ...leb(minimum), ...leb(Math.min(maximum, pages)));
  }
  return body;
}

function readExports(section: Reader, found: Found): void {
  for (let left = counted(section); left > 0; left -= 1) {
    const name = section.name();
    found.exports.set(name, { kind: section.byte(), index: section.leb() });
  }
}

function readSections(bytes: Uint8Array, found: Found, pages: number): Uint8Array<ArrayBuffer>[] {
  const reader = createReader(bytes, 8, bytes.length);
  const parts: Uint8Array<ArrayBuffer>[] = [Uint8Array.from(bytes.subarray(0, 8))];
  while (!reader.done()) {
    const from = reader.position();
    const id = reader.byte();
    const size = reader.leb();
    const section = createReader(bytes, reader.position(), reader.position() + size);
    reader.skip(size);
    if (id === SECTION.memory) {
      const body = cappedMemories(section, found, pages);
      parts.push(Uint8Array.from([SECTION.memory, ...leb(body.length), ...body]));
      continue;
    }
    parts.push(Uint8Array.from(bytes.subarray(from, reader.position())));
    if (id === SECTION.type) readTypes(section, found);
    if (id === SECTION.import) readImports(section, found);
    if (id === SECTION.function) for (let left = counted(section); left > 0; left -= 1) found.functions.push(section.leb());
    if (id === SECTION.export) readExports(section, found);
    if (id === SECTION.start) found.hasStart = true;
  }
  return parts;
}

function refuseOtherEntry(functions: ReadonlyMap<string, string>, name: string, wanted: Signature): void {
  const signature = functions.get(name);
  if (signature !== undefined && signature !== wanted)
    throw new ModuleRefused('unsupported', `the module exports "${name}" as (${signature}) and hosts call it as (${wanted})`);
}

/**
 * Reads a module and gives its memory the ceiling, without compiling anything. Takes time in proportion to its bytes.
 * @param mebibytes what its addon may have (`memory_limit_mb`), at most 256
 * @throws ModuleRefused with the reason
 */
export function prepareModule(bytes: Uint8Array, mebibytes: number): PreparedModule {
  if (bytes.length > BUNDLE_LIMITS.maxWasmBytes)
    throw new ModuleRefused('too_large', `the module is longer than ${String(BUNDLE_LIMITS.maxWasmBytes / 1024 / 1024)} MiB`);
  const pages = pagesFor(mebibytes);
  const found: Found = { types: [], functions: [], imports: [], exports: new Map(), memories: 0, hasStart: false };
  let parts: Uint8Array<ArrayBuffer>[];
  try {
    const head = createReader(bytes, 0, bytes.length);
    if (head.u32() !== 0x6d736100) throw new WasmFormatError('magic');
    const version = head.u32();
    if (version === 0x1000d) throw new ModuleRefused('is_component', 'the module is a WebAssembly component, which hosts do not run');
    if (version !== 1) throw new WasmFormatError('version');
    parts = readSections(bytes, found, pages);
  } catch (error) {
    if (error instanceof WasmFormatError) throw new ModuleRefused('malformed', `the file is no WebAssembly module (${error.message})`);
    throw error;
  }
  const functions = new Map(
    [...found.exports].flatMap(([name, { kind, index }]): [string, string][] =>
      kind === KIND.function ? [[name, found.types[found.functions[index] ?? -1] ?? '?']] : [],
    ),
  );
  if (found.exports.get('memory')?.kind !== KIND.memory)
    throw new ModuleRefused('memory_missing', 'the module exports no memory under the name "memory"');
  if (functions.get('alloc') !== ALLOC_SIGNATURE)
    throw new ModuleRefused('alloc_missing', 'the module exports no function "alloc" that takes an i32 and answers one');
  for (const name of ['_initialize', '_start']) refuseOtherEntry(functions, name, START_SIGNATURE);
  return { bytes: joinBytes(parts), functions, imports: found.imports.sort(), hasStart: found.hasStart, pages };
}

/**
 * One instance of a guest: buffers in and out by its `alloc`, host calls, WASI, traps. It does not know how a host call reaches the
 * kernel: a bridge does, which may block the thread (Node, SharedArrayBuffer) or suspend the guest (JSPI).
 */
import { HOST_IMPORT_NAMES, HOST_IMPORTS, HOST_MODULE, type HostImportName, WASI_MODULE } from '../contract/wasm/abi';
import { AbiFault, type GuestFailure, guestFailure } from './failure';
import { createOutput, type LogLine } from './output';
import { ModuleRefused } from './refusal';
import { createWasi } from './wasi';
import { WASIProcExit } from '@bjorn3/browser_wasi_shim';

/** Longest output of a call. */
export const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/** What a guest asks of the host; null stands for an argument that leads out of its memory. */
export interface HostCall {
  name: HostImportName;
  args: readonly (Uint8Array | null)[];
}

/** The answer in bytes; null where the import answers 0. */
export type HostAnswer = Uint8Array | null;

export interface Bridge {
  /** A function for the module to import: begins, waits for the answer of what that asked, and ends with it. */
  imported(begin: (words: readonly number[]) => HostCall, end: (answer: HostAnswer) => bigint): WebAssembly.ImportValue;
  /** An export, called in the way in which imports may wait. */
  exported(run: (...words: number[]) => unknown): (...words: number[]) => unknown;
}

/** A bridge for a thread that may stand still until the kernel has answered. */
export const blockingBridge = (ask: (call: HostCall) => HostAnswer): Bridge => ({
  imported:
    (begin, end) =>
    (...words: number[]) =>
      end(ask(begin(words))),
  exported: (run) => run,
});

export interface Runner {
  /** Runs a function. @returns its output, empty where it gave none, or why there is none */
  call(name: string, payload: Uint8Array): Promise<{ output: Uint8Array } | { failure: GuestFailure }>;
  /** Bytes that its memory has now; 0 before the first call. */
  memoryBytes(): number;
}

export interface RunnerOptions {
  /** As `prepareModule` left it. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Pages its memory may have. */
  ceiling: number;
  bridge: Bridge;
  tell: (line: LogLine) => void;
}

type GuestFunction = (...words: number[]) => unknown;

const text = new TextDecoder();
const PAGE_BYTES = 65_536;

/** An instance that is made at the first call, and is of no more use after one that failed. */
export function createRunner({ bytes, ceiling, bridge, tell }: RunnerOptions): Runner {
  let memory: WebAssembly.Memory | null = null;
  let exports: WebAssembly.Exports = {};
  let calledEarly = false;
  const output = createOutput(tell);
  const refuseEarly = (): never => {
    calledEarly = true;
    throw new ModuleRefused('start_calls_host', 'the start section of the module calls the host, which is before a host can answer');
  };
  const wasi = createWasi(output, refuseEarly);

  /** A copy; null where it leads out of the memory. The buffer is asked for anew each time: growing a memory detaches it. */
  const read = (pointer: number, length: number): Uint8Array | null => {
    const whole = memory?.buffer;
    const [from, size] = [pointer >>> 0, length >>> 0];
    return whole === undefined || from + size > whole.byteLength ? null : new Uint8Array(whole.slice(from, from + size));
  };
  const exportNamed = (name: string): GuestFunction | null => {
    const found = Object.hasOwn(exports, name) ? exports[name] : undefined;
    return typeof found === 'function' ? (found as GuestFunction) : null;
  };
  /** Where the guest made room and it was filled; null where it made none. */
  const place = (given: Uint8Array): number | null => {
    const answer = exportNamed('alloc')?.(given.length);
    const whole = memory?.buffer;
    if (typeof answer !== 'number' || whole === undefined) return null;
    const at = answer >>> 0;
    if ((at === 0 && given.length > 0) || at + given.length > whole.byteLength) return null;
    new Uint8Array(whole).set(given, at);
    return at;
  };
  const packed = (answer: HostAnswer): bigint => {
    if (answer === null) return 0n;
    let at: number | null;
    try {
      at = place(answer);
    } catch (error) {
      if (error instanceof WASIProcExit) throw error;
      return 0n;
    }
    return at === null ? 0n : (BigInt(at) << 32n) | BigInt(answer.length);
  };
  const hostImport = (name: HostImportName): WebAssembly.ImportValue => {
    if (name === 'log')
      return (pointer: number, length: number): void => {
        if (memory === null) refuseEarly();
        const said = read(pointer, length);
        if (said !== null) output.line(text.decode(said));
      };
    const { parameters } = HOST_IMPORTS[name];
    return bridge.imported((words) => {
      if (memory === null) refuseEarly();
      return { name, args: parameters.map((_, index) => read(words[2 * index] ?? 0, words[2 * index + 1] ?? 0)) };
    }, packed);
  };

  async function start(): Promise<void> {
    const host = Object.fromEntries(HOST_IMPORT_NAMES.map((name) => [name, hostImport(name)]));
    const module = await WebAssembly.compile(bytes);
    ({ exports } = await WebAssembly.instantiate(module, { [HOST_MODULE]: host, [WASI_MODULE]: wasi.imports }));
    // A module may catch what an import throws.
    if (calledEarly) refuseEarly();
    if (!(exports.memory instanceof WebAssembly.Memory)) throw new ModuleRefused('memory_missing', 'the module exports no memory');
    memory = exports.memory;
    wasi.attach(memory);
    for (const name of ['_initialize', '_start']) {
      const run = exportNamed(name);
      try {
        if (run) await bridge.exported(run)();
      } catch (error) {
        // A command says that it is done by ending itself.
        if (!(error instanceof WASIProcExit && error.code === 0 && name === '_start')) throw error;
      }
    }
  }

  async function run(name: string, payload: Uint8Array): Promise<Uint8Array> {
    if (memory === null) await start();
    const called = exportNamed(name);
    if (!called) throw new AbiFault('export_missing', `the module exports no function "${name.slice(0, 120)}"`);
    const at = place(payload);
    if (at === null) throw new AbiFault('alloc_failed', `its alloc made no room for ${String(payload.length)} bytes`);
    const answer = await bridge.exported(called)(at, payload.length);
    if (typeof answer !== 'bigint') throw new AbiFault('invalid_result', 'a function answers one i64 and this one did not');
    const [pointer, length] = [Number(BigInt.asUintN(32, answer >> 32n)), Number(BigInt.asUintN(32, answer))];
    if (length === 0) return new Uint8Array();
    if (length > MAX_OUTPUT_BYTES)
      throw new AbiFault('invalid_result', `its output is longer than ${String(MAX_OUTPUT_BYTES / 1024 / 1024)} MiB`);
    const copy = read(pointer, length);
    if (copy === null) throw new AbiFault('invalid_result', `its output of ${String(length)} bytes leads out of its memory`);
    return copy;
  }

  return {
    memoryBytes: () => memory?.buffer.byteLength ?? 0,
    async call(name, payload) {
      output.begin();
      try {
        return { output: await run(name, payload) };
      } catch (error) {
        output.flush();
        const pages = (memory?.buffer.byteLength ?? 0) / PAGE_BYTES;
        return { failure: guestFailure(error, { pages, ceiling }, output.lastWords()) };
      } finally {
        output.flush();
      }
    },
  };
}

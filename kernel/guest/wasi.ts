/**
 * WASI for guests: the seventeen functions that hosts offer and nothing else. No files, no arguments, no environment; clocks and random
 * numbers are real, standard outputs go to the log, standard input is at its end.
 */
import { Fd, WASI, wasi as definitions, WASIProcExit } from '@bjorn3/browser_wasi_shim';
import { WASI_IMPORT_NAMES } from '../contract/wasm/abi';
import type { Output } from './output';

/** Bytes of one write that are looked at; a longer one is taken as written. */
const MAX_WRITE_BYTES = 64 * 1024;

class Stream extends Fd {
  constructor(private readonly say: ((bytes: Uint8Array) => void) | null) {
    super();
  }

  override fd_fdstat_get() {
    return { ret: 0, fdstat: new definitions.Fdstat(definitions.FILETYPE_CHARACTER_DEVICE, 0) };
  }

  override fd_fdstat_set_flags(): number {
    return 0;
  }

  override fd_read() {
    return { ret: 0, data: new Uint8Array() };
  }

  override fd_write(data: Uint8Array) {
    this.say?.(data.subarray(0, MAX_WRITE_BYTES));
    return { ret: 0, nwritten: data.byteLength };
  }
}

export interface GuestWasi {
  imports: Record<string, WebAssembly.ImportValue>;
  /** Says whose memory the functions work on; before that none of them may be called. */
  attach(memory: WebAssembly.Memory): void;
}

/** `refuseEarly` is called by whatever is asked for before `attach`, and throws. */
export function createWasi(output: Output, refuseEarly: () => never): GuestWasi {
  let attached = false;
  const streams = [
    new Stream(null),
    new Stream((bytes) => output.write('stdout', bytes)),
    new Stream((bytes) => output.write('stderr', bytes)),
  ];
  const shim = new WASI([], [], streams, { debug: false });
  const imports: GuestWasi['imports'] = {};
  for (const name of WASI_IMPORT_NAMES) {
    const run = shim.wasiImport[name];
    if (!run) throw new Error(`the WASI library has no ${name}`);
    imports[name] = (...given: unknown[]): unknown => {
      if (!attached) refuseEarly();
      // Pointers and lengths are unsigned, and an engine hands them over signed.
      const words = given.map((word) => (typeof word === 'number' ? word >>> 0 : word));
      try {
        return run(...words) ?? 0;
      } catch (error) {
        if (error instanceof WASIProcExit) throw error;
        // A pointer that leads out of the memory.
        return definitions.ERRNO_FAULT;
      }
    };
  }
  return {
    imports,
    attach(memory) {
      shim.inst = { exports: { memory } };
      attached = true;
    },
  };
}

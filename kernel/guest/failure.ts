/** What ended a call of a guest without an answer, as plain data that crosses from its thread. */
import { WASIProcExit } from '@bjorn3/browser_wasi_shim';
import { cutText } from '../values/text';
import { ModuleRefused } from './refusal';

export type FailureCode =
  | 'module_refused'
  | 'export_missing'
  | 'alloc_failed'
  | 'invalid_result'
  | 'runtime_error'
  | 'memory_exhausted'
  | 'host_call_impossible'
  | 'timeout'
  | 'canceled';

export interface GuestFailure {
  code: FailureCode;
  /** The kind of trap, or the rule that refused the module. */
  reason: string;
  message: string;
  /** Functions that were under way, the innermost first: names where the module has them, else `#index`. */
  frames: readonly string[];
  /** What the guest wrote to its standard error last; empty where nothing. */
  said: string;
}

const MAX_FRAMES = 8;
const MAX_NAME_CHARS = 120;
const MAX_MESSAGE_CHARS = 500;

/** Thrown inside the thread where the guest broke a rule of the ABI. */
export class AbiFault extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'AbiFault';
  }
}

const TRAPS: readonly (readonly [reason: string, wording: RegExp])[] = [
  ['unreachable', /unreachable/i],
  ['out_of_bounds', /memory access|index out of bounds|data segment/i],
  ['division_by_zero', /divi(?:de|sion) by zero|remainder by zero/i],
  ['integer_overflow', /integer overflow|unrepresentable|float.*(?:range|overflow)/i],
  ['indirect_call', /indirect call|signature mismatch|null function|table (?:index|access)/i],
];

const TRAP_SENTENCES: Readonly<Record<string, string>> = {
  unreachable: 'it reached an instruction that ends it, as an abort or a panic does',
  out_of_bounds: 'it read or wrote outside of its memory',
  division_by_zero: 'it divided by zero',
  integer_overflow: 'a number did not fit its type',
  indirect_call: 'it called a function through a table where there is none of that kind',
  stack_overflow: 'it called functions within functions until its stack was full',
  exception: 'it threw an exception that nobody caught',
  trap: 'it trapped',
};

/** Functions of the module in an engine's stack: V8 writes `name (wasm://…:wasm-function[3]:0x1f)`, Gecko `name@…:wasm-function[3]:0x1f`. */
function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const index = /wasm-function\[(\d+)\]/.exec(line)?.[1];
      if (index === undefined) return [];
      const name = /^\s*(?:at )?([^@(]+?)(?: \(|@)/.exec(line)?.[1]?.trim();
      return [name === undefined || name === '' || name.startsWith('wasm:') ? `#${index}` : cutText(name, MAX_NAME_CHARS)];
    })
    .slice(0, MAX_FRAMES);
}

/** `InternalError` is Gecko's word for a full stack. */
const isStackOverflow = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'InternalError' || (error instanceof RangeError && /call stack|recursion/i.test(error.message)));

function reasonOf(error: unknown): string {
  if (isStackOverflow(error)) return 'stack_overflow';
  if (error instanceof WebAssembly.RuntimeError) return TRAPS.find(([, wording]) => wording.test(error.message))?.[0] ?? 'trap';
  return 'exception';
}

/** A memory of which at least fifteen sixteenths are in use when its module ends was too small for it. */
const isFull = ({ pages, ceiling }: MemoryUse): boolean => pages * 16 >= ceiling * 15;

export interface MemoryUse {
  pages: number;
  ceiling: number;
}

const withSaid = (message: string, said: string): string => (said === '' ? message : `${message}; it said: ${said}`);

/** Classifies what was thrown while a guest ran. */
export function guestFailure(error: unknown, memory: MemoryUse, said: string): GuestFailure {
  const whole = { frames: framesOf(error instanceof Error ? (error.stack ?? '') : ''), said };
  if (error instanceof ModuleRefused) return { ...whole, code: 'module_refused', reason: error.reason, message: error.message };
  if (error instanceof AbiFault) return { ...whole, code: error.code, reason: error.code, message: error.message };
  if (isFull(memory) || /out of memory/i.test(said)) {
    const mebibytes = String((memory.ceiling * 65_536) / 1024 / 1024);
    return {
      ...whole,
      code: 'memory_exhausted',
      reason: 'memory',
      message: withSaid(`the module used up its ${mebibytes} MiB of memory`, said),
    };
  }
  if (error instanceof WASIProcExit)
    return {
      ...whole,
      code: 'runtime_error',
      reason: 'exit',
      message: withSaid(`the module ended itself with code ${String(error.code)}`, said),
    };
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
    return {
      ...whole,
      code: 'module_refused',
      reason: 'malformed',
      message: `the module does not load: ${cutText(error.message, MAX_MESSAGE_CHARS)}`,
    };
  const reason = reasonOf(error);
  return { ...whole, code: 'runtime_error', reason, message: withSaid(`the module broke: ${TRAP_SENTENCES[reason] ?? reason}`, said) };
}

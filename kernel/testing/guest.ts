/** A guest for specs: functions in JavaScript where an addon would bring WebAssembly, and a clock that goes when it is told. */
import type { Clock } from '../clock';
import { KernelError } from '../errors';
import type { GuestCall, GuestPort, GuestState } from '../operation/guest';

export type TestFunction = (payload: unknown, call: GuestCall) => unknown;

export interface TestGuest extends GuestPort {
  /** Replaces a function; what it returns is its output, a text as it is and anything else as JSON. */
  on(name: string, run: TestFunction): void;
  /** Every call, in order: the function and its payload. */
  readonly calls: { function: string; payload: unknown }[];
  /** `ready` unless set. */
  current: GuestState;
}

export function createTestGuest(): TestGuest {
  const functions = new Map<string, TestFunction>();
  const calls: TestGuest['calls'] = [];
  const guest: TestGuest = {
    current: 'ready',
    calls,
    state: () => guest.current,
    on: (name, run) => functions.set(name, run),
    async call(call) {
      const payload: unknown = JSON.parse(call.payload);
      calls.push({ function: call.function, payload });
      const run = functions.get(call.function);
      if (!run) throw new KernelError('export_missing', `the module exports no function "${call.function}"`);
      const output = await run(payload, call);
      return typeof output === 'string' ? output : output === undefined ? '' : JSON.stringify(output);
    },
  };
  return guest;
}

export interface TestClock extends Clock {
  /** Lets time pass; what is due runs in the order it is due in. */
  advance(milliseconds: number): void;
  /** Tasks that wait. */
  waiting(): number;
}

/** Stands at the beginning of 2026. */
export function createTestClock(): TestClock {
  let now = Date.UTC(2026, 0, 1);
  let tasks: { at: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, task) {
      const entry = { at: now + milliseconds, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        tasks = tasks.filter((other) => other !== next);
        next.task();
      }
      now = end;
    },
    waiting: () => tasks.length,
  };
}

/**
 * The kernel's side of one addon's guest: a thread that is made at the first call and kept, one call at a time, ended where it takes too
 * long or breaks, and made anew for the next call.
 */
import { HOST_IMPORTS } from '../contract/wasm/abi';
import type { Clock } from '../clock';
import { KernelError } from '../errors';
import { type Budget, createBudget } from './budget';
import { failureError } from './failure-error';
import type { LogLine } from './output';
import type { HostAnswer, HostCall } from './runner';
import type { CallMessage, MemoryChange, ThreadMessage, ThreadModule } from './thread';

/** A thread as the kernel holds it. */
export interface Thread {
  call(message: CallMessage): void;
  /** Answers what the thread asked last. */
  answer(answer: HostAnswer): void;
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** `lost` is told where the thread ended by itself: out of the engine's memory, say. */
export type SpawnThread = (module: ThreadModule, tell: (message: ThreadMessage) => void, lost: (reason: string) => void) => Thread;

/** Instances of one addon that may run beside the kept one: calls inside a transaction do not wait for calls outside of it. */
export const MAX_BESIDE = 4;
/** Threads of one addon that may be made anew in a minute; a killed one takes up to two seconds to end. */
export const MAX_SPAWNS_PER_MINUTE = 30;
const MINUTE = 60_000;

export interface InstanceOptions {
  module: ThreadModule;
  spawn: SpawnThread;
  clock: Clock;
  /** Milliseconds a call may take. */
  timeoutMs: number;
  reportError: (error: unknown) => void;
}

export interface CallOptions {
  function: string;
  payload: Uint8Array;
  /** The call belongs to a transaction: it does not wait for one that is under way, which may wait for that transaction. */
  inTransaction: boolean;
  answer: (call: HostCall) => Promise<HostAnswer>;
  log: (line: LogLine) => void;
  /** Hears what became of the guest's memory, where its thread ends the call. */
  measured?: (memory: MemoryChange) => void;
}

export interface Instance {
  /** @throws KernelError `timeout`, `memory_exhausted`, `runtime_error`, `export_missing`, `module_refused`, `canceled`, `guest_busy` */
  call(options: CallOptions): Promise<Uint8Array>;
  /** Ends it; a call that is under way is `canceled`. */
  drop(): void;
}

interface Running {
  options: CallOptions;
  settle: (message: ThreadMessage) => void;
}

/** A thread and the one call it is at. */
interface Seat {
  thread: Thread;
  running: Running | null;
}

export function createInstance({ module, spawn, clock, timeoutMs, reportError }: InstanceOptions): Instance {
  let kept: Seat | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let dropped = false;
  const beside = new Set<Seat>();
  let spawns: number[] = [];

  const over = (code: 'timeout' | 'canceled' | 'runtime_error', message: string): ThreadMessage => ({
    type: 'failure',
    failure: { code, reason: code, message, frames: [], said: '' },
    memory: null,
  });

  function newSeat(): Seat {
    const now = clock.now();
    spawns = spawns.filter((at) => at > now - MINUTE);
    if (spawns.length >= MAX_SPAWNS_PER_MINUTE)
      throw new KernelError(
        'guest_busy',
        `the module broke ${String(spawns.length)} times in a minute; it is not started again before that is over`,
      );
    spawns.push(now);
    const seat: { thread: Thread | null; running: Running | null } = { thread: null, running: null };
    seat.thread = spawn(
      module,
      (message) => seat.running?.settle(message),
      (reason) => seat.running?.settle(over('runtime_error', `its thread ended: ${reason}`)),
    );
    return seat as Seat;
  }

  function run(seat: Seat, options: CallOptions): Promise<{ output: Uint8Array; alive: boolean }> {
    return new Promise((resolve, reject) => {
      /** A host call that is under way is waited for before anybody is told: it may work in the caller's transaction. */
      let asked: Promise<void> = Promise.resolve();
      let isOver = false;
      const finish = (message: ThreadMessage): void => {
        if (isOver) return;
        isOver = true;
        budget?.end();
        seat.running = null;
        if ('memory' in message && message.memory) options.measured?.(message.memory);
        if (message.type === 'output') resolve({ output: message.output, alive: true });
        else if (message.type === 'failure') void asked.then(() => reject(failureError(options.function, message.failure)));
      };
      const stop = (message: ThreadMessage): void => {
        seat.thread.end();
        finish(message);
      };
      let budget: Budget | null = null;
      const begin = (): void => {
        budget ??= createBudget(clock, timeoutMs, () => stop(over('timeout', `it took longer than its ${String(timeoutMs / 1000)} s`)));
      };
      const answer = async (call: HostCall): Promise<void> => {
        const { isHttp } = HOST_IMPORTS[call.name];
        if (isHttp) budget?.pause();
        let given: HostAnswer = null;
        try {
          given = await options.answer(call);
        } catch (error) {
          reportError(error);
        }
        if (isOver) return;
        if (isHttp) budget?.resume();
        seat.thread.answer(given);
      };
      seat.running = {
        options,
        settle(message) {
          if (message.type === 'begun') begin();
          else if (message.type === 'log') options.log(message.line);
          else if (message.type === 'ask') asked = answer(message.call);
          else finish(message);
        },
      };
      seat.thread.call({ function: options.function, payload: options.payload });
    });
  }

  async function runKept(options: CallOptions): Promise<Uint8Array> {
    if (dropped)
      throw failureError(options.function, {
        code: 'canceled',
        reason: 'canceled',
        message: 'its addon was changed or taken out',
        frames: [],
        said: '',
      });
    const seat = (kept ??= newSeat());
    try {
      return (await run(seat, options)).output;
    } catch (error) {
      seat.thread.end();
      if (kept === seat) kept = null;
      throw error;
    }
  }

  async function runBeside(options: CallOptions): Promise<Uint8Array> {
    if (beside.size >= MAX_BESIDE)
      throw new KernelError('guest_busy', `${String(MAX_BESIDE + 1)} calls of the module are under way within each other`);
    const seat = newSeat();
    beside.add(seat);
    try {
      return (await run(seat, options)).output;
    } finally {
      beside.delete(seat);
      seat.thread.end();
    }
  }

  return {
    async call(options) {
      if (options.inTransaction && waiting > 0) return runBeside(options);
      waiting += 1;
      const mine = queue.then(() => runKept(options));
      queue = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting -= 1;
      }
    },
    drop() {
      dropped = true;
      for (const seat of [...beside, ...(kept ? [kept] : [])]) {
        seat.thread.end();
        seat.running?.settle(over('canceled', 'its addon was changed or taken out'));
      }
      kept = null;
    },
  };
}

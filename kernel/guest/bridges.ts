/** Bridges for a thread whose host calls are answered by messages: one that suspends the guest meanwhile, and one for where nothing can. */
import { AbiFault } from './failure';
import type { Bridge, HostAnswer, HostCall } from './runner';

/** JavaScript Promise Integration, which the types of browsers do not have yet. */
interface Suspension {
  Suspending: new (run: (...words: number[]) => Promise<bigint>) => WebAssembly.ImportValue;
  promising: (run: (...words: number[]) => unknown) => (...words: number[]) => Promise<unknown>;
}

/** What this engine has of it; null where a guest cannot be suspended. */
export function suspensionOf(engine: object): Suspension | null {
  const { Suspending, promising } = engine as Partial<Suspension>;
  return typeof Suspending === 'function' && typeof promising === 'function' ? { Suspending, promising } : null;
}

/** Suspends the guest until the kernel has answered. What the answer is written with runs within the call that waits for it. */
export const suspendingBridge = ({ Suspending, promising }: Suspension, ask: (call: HostCall) => Promise<HostAnswer>): Bridge => ({
  imported: (begin, end) => new Suspending(async (...words) => end(await ask(begin(words)))),
  exported: (run) => promising(run),
});

/** For an engine that can neither suspend a guest nor let its thread stand still: functions run as long as they ask nothing. */
export const unaskingBridge = (): Bridge => ({
  imported:
    (begin) =>
    (...words: number[]) => {
      const { name } = begin(words);
      throw new AbiFault('host_call_impossible', `it asked ${name}, and this browser cannot let a module wait for an answer`);
    },
  exported: (run) => run,
});

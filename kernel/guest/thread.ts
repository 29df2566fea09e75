/** What a guest's thread and the kernel tell each other, and the thread's side of it; what carries the messages is plugged in. */
import type { GuestFailure } from './failure';
import type { LogLine } from './output';
import { type Bridge, createRunner, type HostCall } from './runner';

/** Where a thread begins. */
export interface ThreadModule {
  /** As `prepareModule` left it. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Pages its memory may have. */
  ceiling: number;
}

export interface CallMessage {
  function: string;
  payload: Uint8Array;
}

/** From the thread to the kernel. `begun` is told before the guest's own code runs, when its time begins. A call is answered by one `output` or one `failure`, and the thread is of no use behind the latter. */
export type ThreadMessage =
  | { type: 'begun' }
  | { type: 'ask'; call: HostCall }
  | { type: 'log'; line: LogLine }
  | { type: 'output'; output: Uint8Array; memory: MemoryChange }
  | { type: 'failure'; failure: GuestFailure; memory: MemoryChange | null };

/** Bytes of a guest's memory around a call. */
export interface MemoryChange {
  before: number;
  after: number;
}

/** Serves one guest: the answer runs a call to its end. Calls come one at a time. */
export function serveGuest(
  { bytes, ceiling }: ThreadModule,
  bridge: Bridge,
  post: (message: ThreadMessage) => void,
): (call: CallMessage) => Promise<void> {
  const runner = createRunner({ bytes, ceiling, bridge, tell: (line) => post({ type: 'log', line }) });
  return async (call) => {
    post({ type: 'begun' });
    const before = runner.memoryBytes();
    const ended = await runner.call(call.function, call.payload);
    const memory = { before, after: runner.memoryBytes() };
    post('output' in ended ? { type: 'output', output: ended.output, memory } : { type: 'failure', failure: ended.failure, memory });
  };
}

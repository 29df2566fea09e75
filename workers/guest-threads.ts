/** Threads for guests in a browser: a worker each, which the kernel's own worker starts, so that nobody stands between the two. */
import type { SpawnThread } from '../kernel/guest/instance';
import type { HostAnswer } from '../kernel/guest/runner';
import type { CallMessage, ThreadMessage, ThreadModule } from '../kernel/guest/thread';
import guestScript from './guest.worker.ts?worker&url';
import { startWorker } from './start-worker';

/** From the kernel's worker to the guest's. */
export type ToGuest =
  | { type: 'begin'; module: ThreadModule }
  | { type: 'call'; call: CallMessage }
  | { type: 'answer'; answer: HostAnswer };

export const guestThreads: SpawnThread = (module, tell, lost) => {
  const worker = startWorker(guestScript, 'guest');
  const send = (message: ToGuest): void => worker.postMessage(message);
  worker.onmessage = ({ data }: MessageEvent<ThreadMessage>) => tell(data);
  worker.onerror = (event) => {
    event.preventDefault();
    lost(event.message);
  };
  send({ type: 'begin', module });
  return {
    call: (call) => send({ type: 'call', call }),
    answer: (answer) => send({ type: 'answer', answer }),
    end() {
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    },
  };
};

// Runs one guest in a thread of its own. A host call stops the thread until the kernel, in the thread that made it, has answered.
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { blockingBridge, type HostAnswer } from '../../kernel/guest/runner';
import { type CallMessage, serveGuest, type ThreadMessage, type ThreadModule } from '../../kernel/guest/thread';

export interface GuestWorkerData {
  module: ThreadModule;
  /** One word: 0 while an answer is waited for. */
  signal: SharedArrayBuffer;
  answers: MessagePort;
}

const { module, signal, answers } = workerData as GuestWorkerData;
const word = new Int32Array(signal);
const post = (message: ThreadMessage): void => parentPort?.postMessage(message);

const serve = serveGuest(
  module,
  blockingBridge((call): HostAnswer => {
    Atomics.store(word, 0, 0);
    post({ type: 'ask', call });
    Atomics.wait(word, 0, 0);
    const received = receiveMessageOnPort(answers) as { message: HostAnswer } | undefined;
    return received?.message ?? null;
  }),
  post,
);
parentPort?.on('message', (call: CallMessage) => void serve(call));

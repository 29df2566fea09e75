/** Threads for guests in Node: a host call waits on a word of shared memory, and its answer comes over a port of its own. */
import { MessageChannel, Worker } from 'node:worker_threads';
import type { SpawnThread } from '../../kernel/guest/instance';
import type { ThreadMessage } from '../../kernel/guest/thread';
import type { GuestWorkerData } from './guest-worker';

/** What the engine may keep beside the guest's own memory, in mebibytes. */
const MAX_HEAP_MIB = 128;

/** `code` is the thread's bundled module: a file, or its source. */
export const nodeThreads =
  (code: URL | { source: string }): SpawnThread =>
  (module, tell, lost) => {
    const signal = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const word = new Int32Array(signal);
    const { port1, port2 } = new MessageChannel();
    const workerData: GuestWorkerData = { module, signal, answers: port2 };
    const worker = new Worker(code instanceof URL ? code : code.source, {
      eval: !(code instanceof URL),
      workerData,
      transferList: [port2],
      execArgv: [],
      env: {},
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    let ended = false;
    worker.on('message', (message: ThreadMessage) => {
      // A thread that waits for calls keeps nobody from leaving, and one that is at a call does.
      if (message.type === 'output' || message.type === 'failure') worker.unref();
      if (!ended) tell(message);
    });
    worker.on('error', (error) => {
      if (!ended) lost(error.message);
    });
    worker.unref();
    return {
      call(message) {
        worker.ref();
        worker.postMessage(message);
      },
      answer(answer) {
        port1.postMessage(answer);
        Atomics.store(word, 0, 1);
        Atomics.notify(word, 0);
      },
      end() {
        ended = true;
        port1.close();
        void worker.terminate();
      },
    };
  };

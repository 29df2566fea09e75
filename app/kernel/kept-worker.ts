/**
 * A worker for one question at a time. One that answered waits for the next question, so that a tab whose scripts are no longer
 * on the server can still ask; one that failed, was too late or was cancelled is ended, with whatever was done to it.
 */
import * as Comlink from 'comlink';
import { KernelError } from '../../kernel/errors';
import { withDeadline } from './deadline';

/** What is asked of a worker here; a document that stands where one would is another such thing. Its faults are `error` events. */
export interface WorkerLike extends Comlink.Endpoint {
  terminate: () => void;
}

export interface KeptWorker<Api> {
  /** Loads the script ahead of the first question. */
  load: () => Promise<void>;
  /**
   * @param what names the question in the error of a deadline
   * @throws KernelError `deadline_exceeded`, `worker_failed` (its script could not be loaded); DOMException `AbortError`
   */
  ask: <T>(question: (api: Comlink.Remote<Api>) => Promise<T>, deadlineMs: number, what: string, signal?: AbortSignal) => Promise<T>;
}

interface Running<Api> {
  api: Comlink.Remote<Api>;
  /** Rejects when the worker fails, its script could not be loaded included. */
  failed: Promise<never>;
  end: () => void;
}

function running<Api>(worker: WorkerLike): Running<Api> {
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
      reject(new KernelError('worker_failed', message || 'A part of the page could not be loaded. Reload it to go on.'));
    });
  });
  // Nobody may be asking when it happens; that is no unhandled rejection.
  failed.catch(() => undefined);
  return { api: Comlink.wrap<Api>(worker), failed, end: () => worker.terminate() };
}

export const isCancelled = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Rejects when the signal says so; never, without one. */
function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
  });
}

/** `make` starts the worker. */
export function keepWorker<Api>(make: () => WorkerLike): KeptWorker<Api> {
  const waiting: Running<Api>[] = [];
  return {
    load: () => {
      if (waiting.length === 0) waiting.push(running(make()));
      return Promise.resolve();
    },
    ask: async (question, deadlineMs, what, signal) => {
      signal?.throwIfAborted();
      const current = waiting.pop() ?? running<Api>(make());
      try {
        const answer = await withDeadline(Promise.race([question(current.api), current.failed, cancelled(signal)]), deadlineMs, what);
        waiting.push(current);
        return answer;
      } catch (error) {
        current.end();
        throw error;
      } finally {
        // Two questions at once leave two workers behind: one is enough to wait.
        for (const more of waiting.splice(1)) more.end();
      }
    },
  };
}

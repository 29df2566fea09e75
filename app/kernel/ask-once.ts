import * as Comlink from 'comlink';
import { withDeadline } from './deadline';

export interface Question<Api, T> {
  /** Names the work in the sentence of a deadline. */
  what: string;
  deadlineMs: number;
  ask: (api: Comlink.Remote<Api>) => Promise<T>;
  /** Ends the worker, whatever it has done so far. */
  signal?: AbortSignal | undefined;
}

/**
 * One worker a question: whatever a stranger's bytes or a host do to it ends with it.
 * @throws KernelError `deadline_exceeded`; DOMException `AbortError` when the person cancelled
 */
export async function askOnce<Api, T>(worker: Worker, { what, deadlineMs, ask, signal }: Question<Api, T>): Promise<T> {
  const cancelled = new Promise<never>((_, reject) => {
    const abort = (): void => reject(new DOMException('cancelled', 'AbortError'));
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
  });
  try {
    return await withDeadline(Promise.race([ask(Comlink.wrap<Api>(worker)), cancelled]), deadlineMs, what);
  } finally {
    worker.terminate();
  }
}

export const isCancelled = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

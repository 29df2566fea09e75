/** One worker a question: whatever an addon or a host does to it ends with it. */
import * as Comlink from 'comlink';
import type { OutboundWorkerApi, Outcome, PublishWorkerApi } from '../../workers/protocol';
import { withDeadline } from '../kernel/deadline';

const REVIEW_DEADLINE_MS = 90_000;
/** Fifty megabytes over a slow line. */
const OUTBOUND_DEADLINE_MS = 600_000;

async function asked<Api, T>(
  worker: Worker,
  deadlineMs: number,
  what: string,
  question: (api: Comlink.Remote<Api>) => Promise<T>,
): Promise<T> {
  try {
    return await withDeadline(question(Comlink.wrap<Api>(worker)), deadlineMs, what);
  } finally {
    worker.terminate();
  }
}

/** @throws KernelError `deadline_exceeded` */
export function askPublishWorker<T>(question: (api: Comlink.Remote<PublishWorkerApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const worker = new Worker(new URL('../../workers/publish.worker.ts', import.meta.url), { type: 'module', name: 'publish' });
  return asked(worker, REVIEW_DEADLINE_MS, 'The review', question);
}

/**
 * Asks another host. `signal` ends the request, which may have arrived all the same.
 * @throws KernelError `deadline_exceeded`; DOMException `AbortError` when the person cancelled
 */
export function askOutbound<T>(
  question: (api: Comlink.Remote<OutboundWorkerApi>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
): Promise<Outcome<T>> {
  const worker = new Worker(new URL('../../workers/outbound.worker.ts', import.meta.url), { type: 'module', name: 'outbound' });
  const work = asked(worker, OUTBOUND_DEADLINE_MS, 'The request', question);
  if (!signal) return work;
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      worker.terminate();
      reject(new DOMException('cancelled', 'AbortError'));
    });
  });
  return Promise.race([work, cancelled]);
}

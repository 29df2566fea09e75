/** One worker a question: whatever an addon or a host does to it ends with it. */
import type * as Comlink from 'comlink';
import type { OutboundWorkerApi, Outcome, PublishWorkerApi } from '../../workers/protocol';
import { askOnce } from '../kernel/ask-once';

const REVIEW_DEADLINE_MS = 90_000;
/** Fifty megabytes over a slow line. */
const OUTBOUND_DEADLINE_MS = 600_000;

/** @throws KernelError `deadline_exceeded` */
export function askPublishWorker<T>(ask: (api: Comlink.Remote<PublishWorkerApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const worker = new Worker(new URL('../../workers/publish.worker.ts', import.meta.url), { type: 'module', name: 'publish' });
  return askOnce<PublishWorkerApi, Outcome<T>>(worker, { what: 'The review', deadlineMs: REVIEW_DEADLINE_MS, ask });
}

/**
 * Asks another host. `signal` ends the request, which may have arrived all the same.
 * @throws KernelError `deadline_exceeded`; DOMException `AbortError` when the person cancelled
 */
export function askOutbound<T>(
  ask: (api: Comlink.Remote<OutboundWorkerApi>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
): Promise<Outcome<T>> {
  const worker = new Worker(new URL('../../workers/outbound.worker.ts', import.meta.url), { type: 'module', name: 'outbound' });
  return askOnce<OutboundWorkerApi, Outcome<T>>(worker, { what: 'The request', deadlineMs: OUTBOUND_DEADLINE_MS, ask, signal });
}

/** Questions to the workers of publishing: whatever an addon or a host does to one that fails ends with it. */
import type * as Comlink from 'comlink';
import type { OutboundWorkerApi, Outcome, PublishWorkerApi } from '../../workers/protocol';
import { keepWorker } from '../kernel/kept-worker';
import { registerLate } from '../deploy/late';

const REVIEW_DEADLINE_MS = 90_000;
/** Fifty megabytes over a slow line. */
const OUTBOUND_DEADLINE_MS = 600_000;

const publish = keepWorker<PublishWorkerApi>(
  () => new Worker(new URL('../../workers/publish.worker.ts', import.meta.url), { type: 'module', name: 'publish' }),
);
const outbound = keepWorker<OutboundWorkerApi>(
  () => new Worker(new URL('../../workers/outbound.worker.ts', import.meta.url), { type: 'module', name: 'outbound' }),
);
registerLate(publish.load);
registerLate(outbound.load);

/** @throws KernelError `deadline_exceeded`, `worker_failed` */
export const askPublishWorker = <T>(question: (api: Comlink.Remote<PublishWorkerApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  publish.ask(question, REVIEW_DEADLINE_MS, 'The review');

/**
 * Asks another host. `signal` ends the request, which may have arrived all the same.
 * @throws KernelError `deadline_exceeded`, `worker_failed`; DOMException `AbortError` when the person cancelled
 */
export const askOutbound = <T>(
  question: (api: Comlink.Remote<OutboundWorkerApi>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
): Promise<Outcome<T>> => outbound.ask(question, OUTBOUND_DEADLINE_MS, 'The request', signal);

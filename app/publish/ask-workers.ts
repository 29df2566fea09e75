/** Questions to the workers of publishing: whatever an addon or a host does to one that fails ends with it. */
import type * as Comlink from 'comlink';
import type { OutboundApi, Outcome, PublishWorkerApi } from '../../workers/protocol';
import publishScript from '../../workers/publish.worker.ts?worker&url';
import { startWorker } from '../../workers/start-worker';
import { registerLate } from '../deploy/late';
import { type KeptWorker, keepWorker } from '../kernel/kept-worker';
import { type OutboundFrame, startOutbound } from './outbound-frame';

const REVIEW_DEADLINE_MS = 90_000;
/** Fifty megabytes over a slow line. */
const OUTBOUND_DEADLINE_MS = 600_000;
/** A host that cannot exist, for an address that is none: whoever asks it says what is wrong with it. */
const NO_HOST = 'https://host.invalid';

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : NO_HOST);

const publish = keepWorker<PublishWorkerApi>(() => startWorker(publishScript, 'publish'));
registerLate(publish.load);

/** The document that waits for its first question: it has no host yet. Later ones are made where a question goes to another host. */
let spare: OutboundFrame | null = null;

function outboundTo(origin: string): OutboundFrame {
  const frame = spare ?? startOutbound();
  spare = null;
  frame.allow(origin);
  return frame;
}

registerLate(() => {
  if (askers.size === 0) spare ??= startOutbound();
  return Promise.resolve();
});

/** By host. What was allowed one of them, none of the others gets. */
const askers = new Map<string, KeptWorker<OutboundApi>>();

function askerOf(origin: string): KeptWorker<OutboundApi> {
  const asker = askers.get(origin) ?? keepWorker<OutboundApi>(() => outboundTo(origin));
  askers.set(origin, asker);
  return asker;
}

/** @throws KernelError `deadline_exceeded`, `worker_failed` */
export const askPublishWorker = <T>(question: (api: Comlink.Remote<PublishWorkerApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  publish.ask(question, REVIEW_DEADLINE_MS, 'The review');

/**
 * Asks the host of `address`, which the person named. `signal` ends the request, which may have arrived all the same.
 * @throws KernelError `deadline_exceeded`, `worker_failed`; DOMException `AbortError` when the person cancelled
 */
export const askOutbound = <T>(
  address: string,
  question: (api: Comlink.Remote<OutboundApi>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
): Promise<Outcome<T>> => askerOf(originOf(address)).ask(question, OUTBOUND_DEADLINE_MS, 'The request', signal);

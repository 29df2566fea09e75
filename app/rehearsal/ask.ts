/** The worker that rehearses: started with the first rehearsal, ended when its rows are thrown away. */
import * as Comlink from 'comlink';
import rehearsalScript from '../../workers/rehearsal.worker.ts?worker&url';
import type { UpgradeOrder, UpgradeReport } from '../../kernel/host/upgrade-rehearsal';
import type { RehearsalOutcome, RehearsalWorkerApi } from '../../workers/protocol';
import { startWorker } from '../../workers/start-worker';
import { withDeadline } from '../kernel/deadline';

/** A migration of the project may never end; nothing but this worker waits for it. */
const DEADLINE_MS = 180_000;

let running: { worker: Worker; api: Comlink.Remote<RehearsalWorkerApi> } | null = null;

function connect(): Comlink.Remote<RehearsalWorkerApi> {
  if (!running) {
    const worker = startWorker(rehearsalScript, 'rehearsal');
    running = { worker, api: Comlink.wrap<RehearsalWorkerApi>(worker) };
  }
  return running.api;
}

/** Ends the worker, with its database. */
export function throwAway(): void {
  running?.worker.terminate();
  running = null;
}

async function bounded<T>(question: (api: Comlink.Remote<RehearsalWorkerApi>) => Promise<T>): Promise<T> {
  try {
    return await withDeadline(question(connect()), DEADLINE_MS, 'The rehearsal');
  } catch (error) {
    throwAway();
    throw error;
  }
}

const seedImageUrl = (): string => new URL('seed/pgdata.bin', document.baseURI).href;

/** @throws KernelError `deadline_exceeded` */
export const askRehearsal = (order: UpgradeOrder): Promise<RehearsalOutcome<UpgradeReport>> =>
  bounded(async (api) => api.rehearse(order, seedImageUrl()));

/** @throws KernelError `deadline_exceeded` */
export const keepRehearsed = (): Promise<RehearsalOutcome<null>> => bounded(async (api) => api.keep());

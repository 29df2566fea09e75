import { Worker } from 'node:worker_threads';
import type { DryRun } from '../kernel/publish/checks/module';

const DEADLINE_MS = 10_000;

/** Loads a module against an empty host, in a thread that is ended when its start function does not end by itself. */
export const dryRunInThread: DryRun = (module) =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('dry-run-worker.mjs', import.meta.url), { workerData: module, execArgv: [], stdin: false });
    const finish = (result: { ok: boolean; reason: string }): void => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => finish({ ok: false, reason: `its start function takes more than ${DEADLINE_MS / 1000} s` }),
      DEADLINE_MS,
    );
    worker.once('message', finish);
    worker.once('error', (error) => finish({ ok: false, reason: error.message }));
  });

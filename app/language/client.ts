/** The language worker of the page: started when it is first asked, started anew when it stops answering. */
import * as Comlink from 'comlink';
import languageScript from '../../workers/language.worker.ts?worker&url';
import { KernelError } from '../../kernel/errors';
import type { LanguageWorkerApi } from '../../workers/protocol';
import { startWorker } from '../../workers/start-worker';
import { withDeadline } from '../kernel/deadline';

/** The engine bounds its own work; an answer that takes longer than this means that the worker is gone. */
const DEADLINE_MS = 15_000;

type Api = Comlink.Remote<LanguageWorkerApi>;

let worker: Worker | null = null;
let api: Api | null = null;

function connect(): Api {
  worker ??= startWorker(languageScript, 'language');
  api ??= Comlink.wrap<LanguageWorkerApi>(worker);
  return api;
}

function drop(): void {
  worker?.terminate();
  worker = null;
  api = null;
}

/**
 * Asks the language worker. One that answers with an error is alive, and others wait for it: only silence ends it.
 * @throws KernelError `deadline_exceeded`, and the next question meets a new worker; what the question throws
 */
export async function askLanguage<T>(question: (api: Api) => Promise<T>): Promise<T> {
  const asked = connect();
  try {
    return await withDeadline(question(asked), DEADLINE_MS, 'The language worker');
  } catch (error) {
    // Another question may have met a new worker meanwhile, which has done nothing wrong.
    if (api === asked && error instanceof KernelError && error.code === 'deadline_exceeded') drop();
    throw error;
  }
}

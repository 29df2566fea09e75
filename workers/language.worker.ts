/** The contract engine in a worker of its own: a verdict never waits for the database, and typing never waits for either. */
import * as Comlink from 'comlink';
import { check } from '../kernel/contract/check';
import type { LanguageWorkerApi } from './protocol';

const api: LanguageWorkerApi = {
  check: (text, options) => Promise.resolve(check(text, options)),
};

Comlink.expose(api);

/** Compiles backends. The page ends it where it takes too long, and starts another one. */
import * as Comlink from 'comlink';
import { compileBackend } from '../kernel/compiler/assemblyscript';
import type { CompilerWorkerApi } from './protocol';

const DATA = 'data:application/wasm;base64,';
const fetched = globalThis.fetch.bind(globalThis);

// The compiler brings a small module in an address of data, which the page's policy lets nobody fetch: it is read without fetching.
globalThis.fetch = (input, options) => {
  if (typeof input !== 'string' || !input.startsWith(DATA)) return fetched(input, options);
  const bytes = Uint8Array.from(atob(input.slice(DATA.length)), (character) => character.charCodeAt(0));
  return Promise.resolve(new Response(bytes, { headers: { 'content-type': 'application/wasm' } }));
};

const api: CompilerWorkerApi = { compile: compileBackend };

Comlink.expose(api);

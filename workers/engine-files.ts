/**
 * PostgreSQL's own files. Fetching and compiling them is the longest part of a start and needs nothing else, so it begins
 * with the worker and goes on while the project's stored files are looked at.
 */
import dataUrl from '@electric-sql/pglite/pglite.data?url';
import wasmUrl from '@electric-sql/pglite/pglite.wasm?url';
import type { PGliteOptions } from '../kernel/database/pglite';

async function compiled(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`PostgreSQL could not be loaded (${response.status}).`);
  // Streaming needs the right content type; a plain host may not know the ending.
  return response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

async function fileSystem(): Promise<Blob> {
  const response = await fetch(dataUrl);
  if (!response.ok) throw new Error(`PostgreSQL could not be loaded (${response.status}).`);
  return response.blob();
}

const files = Promise.all([compiled(), fileSystem()]);
// Whoever opens the database hears of a failure; until then nobody listens.
files.catch(() => undefined);

/** @throws Error when a file cannot be fetched or is no WebAssembly */
export async function engineFiles(): Promise<NonNullable<PGliteOptions['assets']>> {
  const [wasm, data] = await files;
  return { wasm, fileSystem: data };
}

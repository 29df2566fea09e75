/** Threads for guests in specs: the thread's module is bundled once in a process, as the command line's is when it is built. */
import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { nodeThreads } from '../../cli/guest/node-threads';
import type { SpawnThread } from '../guest/instance';

let source: string | undefined;

function bundled(): string {
  source ??= buildSync({
    entryPoints: [fileURLToPath(new URL('../../cli/guest/guest-worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  }).outputFiles[0]?.text;
  return source ?? '';
}

export const testThreads = (): SpawnThread => nodeThreads({ source: bundled() });

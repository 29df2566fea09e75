/** Serves the production build under a sub-path, by a plain file server that sends no CORS, COOP or CSP header. */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '../scripts/serve.mjs';

export default async function start(): Promise<() => Promise<void>> {
  if (!existsSync('dist/index.html')) throw new Error('There is no build: run `npm run build` first.');
  const server = await serve('dist', { prefix: '/some/sub-path/' });
  process.env.PLAYGROUND_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/sub-path/`;
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

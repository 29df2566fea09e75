/** The production build once more, with its kernel worker in a browser that lacks something: code runs in it before anything else. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../scripts/serve.mjs';

export interface AlteredSite {
  url: string;
  close(): Promise<void>;
}

export async function serveAltered(prelude: string): Promise<AlteredSite> {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  cpSync('dist', folder, { recursive: true });
  const assets = join(folder, 'assets');
  const workers = readdirSync(assets).filter((name) => /^kernel\.worker.*\.js$/.test(name));
  for (const name of workers) writeFileSync(join(assets, name), `${prelude};\n${readFileSync(join(assets, name), 'utf8')}`);
  if (workers.length === 0) throw new Error('the build has no kernel worker');
  const server = await serve(folder, { prefix: '/altered/' });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/altered/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        rmSync(folder, { recursive: true });
      }),
  };
}

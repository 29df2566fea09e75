/** A kernel for tests: real PGlite from the prepared image, the tickets addon installed. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ManifestV3 } from '../../schemas';
import type { Database } from '../database/port';
import { openPGlite } from '../database/pglite';
import { createKernel, DEFAULT_PRINCIPAL, type Kernel } from '../kernel';

const SEED_IMAGE = new URL('../../public/seed/pgdata.bin', import.meta.url);

export async function openTestDatabase(): Promise<Database> {
  return openPGlite({ seedImage: new Blob([readFileSync(SEED_IMAGE)]) });
}

export const ticketsManifest = (): ManifestV3 =>
  JSON.parse(readFileSync(new URL('../../templates/tickets/manifest.json', import.meta.url), 'utf8')) as ManifestV3;

export const hashOf = (manifest: ManifestV3): string => `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;

export interface TestKernel {
  kernel: Kernel;
  database: Database;
  install(manifest: ManifestV3): ReturnType<Kernel['install']>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

export async function openTestKernel(): Promise<TestKernel> {
  const database = await openTestDatabase();
  const kernel = await createKernel({ database });
  return {
    kernel,
    database,
    install: (manifest) =>
      kernel.install({ manifest, manifestHash: hashOf(manifest), organizationId: DEFAULT_PRINCIPAL.organizationId, locales: {} }),
    async call(method, path, body) {
      const response = await kernel.fetch(
        new Request(`http://kernel.test${path}`, {
          method,
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
      return { status: response.status, body: (await response.json()) as unknown };
    },
  };
}

/** A kernel for tests: real PGlite from the prepared image, and what specs ask of it again and again. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Database } from '../database/port';
import { openPGlite } from '../database/pglite';
import type { InstallRequest } from '../lifecycle/request';
import { createKernel, type Kernel, type KernelPorts } from '../kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../principal';

const SEED_IMAGE = new URL('../../public/seed/pgdata.bin', import.meta.url);

export const seedImage = (): Blob => new Blob([readFileSync(SEED_IMAGE)]);

export async function openTestDatabase(): Promise<Database> {
  return openPGlite({ seedImage: seedImage() });
}

export const ticketsManifest = (): ManifestV3 =>
  JSON.parse(readFileSync(new URL('../../templates/tickets/manifest.json', import.meta.url), 'utf8')) as ManifestV3;

/** The smallest addon around some models. */
export function manifestWith(key: string, models: Model[], more: Partial<ManifestV3> = {}): ManifestV3 {
  return {
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: { key, name: key, version: '1.0.0' },
    compatibility: { requires: [] },
    models,
    ...more,
  };
}

export const hashOf = (manifest: ManifestV3): string => `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;

/** The administrator of the second organization. */
export const OTHER_PRINCIPAL: Principal = {
  userId: USERS[3].id,
  organizationId: ORGANIZATIONS[1].id,
  name: USERS[3].name,
  email: USERS[3].email,
  roles: [USERS[3].role],
  isAdmin: true,
};

export interface Answer {
  status: number;
  body: unknown;
}

export interface TestKernel {
  kernel: Kernel;
  database: Database;
  /** In development, and for the first organization, unless `organizationId` or `organizationIds` say another. */
  install(
    manifest: ManifestV3,
    more?: Partial<Omit<InstallRequest, 'manifest'>> & { organizationId?: string },
  ): ReturnType<Kernel['install']>;
  /** A request as JSON; a text body goes as it is. */
  call(method: string, path: string, body?: unknown, as?: Principal, headers?: Record<string, string>): Promise<Answer>;
  /** Rows of a statement run as the owner of everything. */
  query(text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The statements that `work` sends. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
}

export async function openTestKernel(ports: Omit<KernelPorts, 'database'> = {}): Promise<TestKernel> {
  const database = await openTestDatabase();
  const kernel = await createKernel({ database, ...ports });
  return {
    kernel,
    database,
    install: (manifest, { organizationId = DEFAULT_PRINCIPAL.organizationId, ...more } = {}) =>
      kernel.install({
        manifest,
        manifestHash: hashOf(manifest),
        organizationIds: [organizationId],
        locales: {},
        development: true,
        ...more,
      }),
    async call(method, path, body, as = DEFAULT_PRINCIPAL, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const request = new Request(`http://kernel.test${path}`, { method, headers, ...(body !== undefined && { body: text }) });
      const response = await kernel.fetch(request, as);
      return { status: response.status, body: (await response.json()) as unknown };
    },
    async query(text, parameters = []) {
      const { rows } = await database.asOwner((session) => session.run({ sql: text, parameters }));
      return rows;
    },
    async statementsOf(work) {
      const statements: string[] = [];
      database.onStatement = ({ sql }) => statements.push(sql);
      try {
        await work();
      } finally {
        database.onStatement = undefined;
      }
      return statements;
    },
  };
}

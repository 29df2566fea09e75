/** The kernel: one database, what is installed in it, and one door for everything that is asked. */
import { type Clock, SYSTEM_CLOCK } from './clock';
import type { Database } from './database/port';
import { ORGANIZATIONS, USERS } from './database/core-data';
import type { Operation } from './dynamic/operation';
import { messageOf } from './errors';
import type { KernelEvent } from './events/event';
import { type GuestPort, NO_GUEST } from './guest/port';
import { createApp } from './http/app';
import { correlationOf } from './http/correlation';
import { install, type InstallRequest, type InstallResult, removeData } from './installer/apply';
import { loadRegistry, type Registry } from './installer/registry';
import { listPeople, listRoles, type Person, type RoleEntry } from './security/people';
import type { Principal } from './security/principal';
import type { Services } from './services';
import { createDesk, type WebhookDesk } from './webhooks/desk';
import { type SentWebhook, sentWebhooks } from './webhooks/outbox';

export interface KernelPorts {
  database: Database;
  /** Hears of what a listener threw; the answer to the request that published the event does not depend on it. */
  reportError?: (error: unknown) => void;
  /** Runs the code of addons; without one there is none. */
  guest?: GuestPort;
  clock?: Clock;
}

/** What is installed, as plain data. */
export interface Inspection {
  addons: {
    key: string;
    version: string;
    organizationId: string;
    manifestHash: string;
    models: { key: string; table: string; schema: string }[];
  }[];
}

export interface Kernel {
  /** Answers a request as `principal`; null is nobody and gets a 401. Never rejects: what goes wrong becomes a response. */
  fetch(request: Request, principal?: Principal | null): Promise<Response>;
  /** Everybody who can ask, to choose a principal from. */
  principals(): Promise<Person[]>;
  /** Every role somebody could be given, the ones addons brought included. */
  roles(): Promise<RoleEntry[]>;
  /** Hears of every committed change; returns the way to stop. */
  subscribe(listener: (event: KernelEvent) => void): () => void;
  inspect(): Inspection;
  /** What the servers behind webhooks answer. */
  readonly webhooks: WebhookDesk;
  /** What is in the mock outbox of an organization, the newest first, two hundred at most. */
  sentWebhooks(organizationId: string): Promise<SentWebhook[]>;
  /** @throws KernelError as `install` in installer/apply.ts; nothing was changed then */
  install(request: InstallRequest): Promise<InstallResult>;
  /** Drops an addon with every row it owns. */
  reset(addonKey: string): Promise<void>;
}

const [firstUser] = USERS;

/** The administrator of the first organization: who asks when nobody says otherwise. */
export const DEFAULT_PRINCIPAL: Principal = {
  userId: firstUser.id,
  organizationId: ORGANIZATIONS[0].id,
  name: firstUser.name,
  email: firstUser.email,
  roles: [firstUser.role],
  isAdmin: true,
};

/** First tag of an Accept-Language header, English when there is none. */
function languageOf(request: Request): string {
  const tag = request.headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim() ?? '';
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : 'en';
}

export async function createKernel(ports: KernelPorts): Promise<Kernel> {
  const { database } = ports;
  const app = createApp();
  const listeners = new Set<(event: KernelEvent) => void>();
  const services: Services = {
    clock: ports.clock ?? SYSTEM_CLOCK,
    desk: createDesk(),
    guest: ports.guest ?? NO_GUEST,
    runningKeys: new Set(),
  };
  let registry: Registry = await loadRegistry(database);
  const publish = (event: KernelEvent) => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        // The change is committed: a listener that fails must not turn it into an error for whoever asked.
        ports.reportError?.(error);
      }
    }
  };

  return {
    async fetch(request, principal = DEFAULT_PRINCIPAL) {
      if (principal === null) return Response.json({ success: false, message: 'not authenticated' }, { status: 401 });
      const operation: Operation = {
        database,
        registry,
        principal,
        language: languageOf(request),
        correlationId: correlationOf(request),
        depth: 0,
        services,
        publish,
        note: () => undefined,
      };
      try {
        return await app.fetch(request, { operation });
      } catch (error) {
        return Response.json({ success: false, message: messageOf(error), code: 'internal_error' }, { status: 500 });
      }
    },
    principals: () => listPeople(database),
    roles: () => listRoles(database),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    inspect() {
      const organizations = ORGANIZATIONS.map((organization) => organization.id);
      return {
        addons: organizations.flatMap((organizationId) =>
          registry.addons(organizationId).map((addon) => ({
            key: addon.key,
            version: addon.version,
            organizationId,
            manifestHash: addon.manifestHash,
            models: addon.models.map(({ key, table, schema }) => ({ key, table, schema })),
          })),
        ),
      };
    },
    webhooks: services.desk,
    sentWebhooks: (organizationId) => sentWebhooks(database, organizationId),
    async install(request) {
      const result = await install(database, request);
      registry = await loadRegistry(database);
      if (result.oldHash !== result.newHash) {
        publish({
          type: 'ADDON_MANIFEST_CHANGED',
          payload: {
            orgId: request.organizationId,
            addonKey: request.manifest.metadata.key,
            oldHash: result.oldHash,
            newHash: result.newHash,
            version: request.manifest.metadata.version,
            timestamp: new Date(services.clock.now()).toISOString(),
          },
        });
      }
      return result;
    },
    async reset(addonKey) {
      await removeData(database, addonKey);
      registry = await loadRegistry(database);
    },
  };
}

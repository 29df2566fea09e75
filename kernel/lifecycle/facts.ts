/** What an operation has to know of what is there, read from PostgreSQL's own catalogue and from the rows; never a remembered state alone. */
import type { Session } from '../database/port';
import { schemaOf } from '../schema/schema-of';
import { extensionsOf, extensionTargets } from './extension-targets';
import { installedSchema } from './installed-state';
import { installError } from './messages';
import { answering, readAnswers } from './row-facts';
import type { InstallRequest } from './request';
import { schemaChanges, type SchemaStand } from './schema-changes';
import { readUnfit, type Unfit } from './unfit-values';

export interface SchemaFacts extends SchemaStand {
  /** Whose tables are in it; null where it is new. */
  owner: string | null;
  /** Models that are extended, and whose addons are set aside. */
  waiting: string[];
  /** What the rows answered with yes (row-facts.ts). */
  yes: string[];
  /** Columns whose values their new type cannot keep. */
  unfit: Unfit[];
}

/** Plain data: two that are the same read the same. */
export interface Facts {
  /** In the order of the organizations that need them: one for all, or one for each. */
  schemas: SchemaFacts[];
}

async function schemaFacts(session: Session, request: InstallRequest, organizationId: string): Promise<SchemaFacts> {
  const { manifest } = request;
  const { targets, setAside } = await extensionTargets(session, manifest, organizationId);
  const wanted = schemaOf(manifest, organizationId, targets);
  const installed = await installedSchema(session, wanted.schema);
  const addon = manifest.metadata.key;
  const owner = installed?.addonKey ?? null;
  // Names of schemas are made of keys, and two can meet: “a_11111111” is where “a” keeps what an organization has by itself.
  if (owner !== null && owner !== addon) throw installError('schema_taken', { addon, owner, schema: wanted.schema });
  const stand: SchemaStand = {
    wanted,
    state: installed?.state ?? null,
    pointing: installed?.pointing ?? [],
    extensions: await extensionsOf(session, manifest, organizationId),
  };
  const { renames } = schemaChanges(stand, request, () => false);
  const yes = await readAnswers(session, renames, (ask) => schemaChanges(stand, request, ask));
  const { steps } = schemaChanges(stand, request, answering(yes));
  return { ...stand, owner, waiting: setAside, yes, unfit: await readUnfit(session, manifest, renames, steps) };
}

/**
 * Reads; changes nothing.
 * @throws KernelError `schema_taken`, `needs_rebuild`, `values_not_computed`, `extension_refused`, which no plan could do anything about
 */
export async function facts(session: Session, request: InstallRequest): Promise<Facts> {
  const schemas = new Map<string, SchemaFacts>();
  for (const organizationId of request.organizationIds) {
    const { schema } = schemaOf(request.manifest, organizationId);
    if (!schemas.has(schema)) schemas.set(schema, await schemaFacts(session, request, organizationId));
  }
  return { schemas: [...schemas.values()] };
}

/** What one organization has, how it hangs together, what was done and what was put away: one account for whoever looks on. */
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { schemaNameOf } from '../schema/schema-of';
import { type Installation, readInstallations } from './facts';
import { type LedgerEntry, readLedger } from './ledger';
import { dependentsOf } from './plan-uninstall';
import { type ListedTombstone, listTombstones } from './tombstone';

export interface Requirement {
  key: string;
  range: string;
  isOptional: boolean;
  /** Null where it is not installed. */
  installed: string | null;
}

export interface InstalledAddon {
  key: string;
  /** The manifest’s own name; the key where the installation is damaged. */
  name: string;
  version: string;
  status: string;
  kind: string;
  /** Where its tables are; empty where it is damaged. */
  schema: string;
  tables: string[];
  requires: Requirement[];
  /** Addons whose models it extends. */
  extends: string[];
  /** Who goes along with it, in that order. */
  dependents: string[];
  /** The version that a rollback leads to; null where no upgrade led to what is installed. */
  backTo: string | null;
}

export interface AppliedMigration {
  addonKey: string;
  version: string;
  /** RFC 3339, in UTC. */
  at: string;
}

export interface LifecycleOverview {
  organizationId: string;
  addons: InstalledAddon[];
  /** The newest first. */
  history: LedgerEntry[];
  tombstones: ListedTombstone[];
  migrations: AppliedMigration[];
}

function extended({ models = [], metadata }: ManifestV3): string[] {
  const keys = models.flatMap(({ extends: target }) => (target === undefined ? [] : [target.split('.', 1)[0] ?? '']));
  return [...new Set(keys)].filter((key) => key !== '' && key !== metadata.key);
}

function addonOf(one: Installation, all: readonly Installation[], backTo: ReadonlyMap<string, string>): InstalledAddon {
  const { addonKey: key, version, status, manifest, organizationId } = one;
  return {
    key,
    name: manifest?.metadata.name ?? key,
    version,
    status,
    kind: manifest?.kind ?? '',
    schema: manifest === null ? '' : schemaNameOf(manifest, organizationId),
    tables: (manifest?.models ?? []).map(({ table }) => table),
    requires: (manifest?.compatibility.requires ?? [])
      .filter((other) => other.key !== 'kernel' && !isReservedKey(other.key))
      .map((other) => ({
        key: other.key,
        range: other.version,
        isOptional: other.optional === true,
        installed: all.find(({ addonKey }) => addonKey === other.key)?.version ?? null,
      })),
    extends: manifest === null ? [] : extended(manifest),
    dependents: dependentsOf(all, key),
    backTo: backTo.get(key) ?? null,
  };
}

/** The versions that rollbacks of an organization lead to, by addon. */
async function waysBack(session: Session, organizationId: string): Promise<Map<string, string>> {
  const { rows } = await session.run<{ key: string; version: string }>(
    compile(sql`select distinct on (w.addon_key) w.addon_key as key, w.from_version as version
      from metacore.ways_back w join public.metacore_installations i
        on i.addon_key = w.addon_key and i.organization_id = w.organization_id and i.manifest_hash = w.to_hash
      where w.organization_id = ${organizationId} order by w.addon_key, w.seq desc`),
  );
  return new Map(rows.map(({ key, version }) => [key, version]));
}

async function appliedMigrations(session: Session, schemas: readonly string[]): Promise<AppliedMigration[]> {
  const { rows } = await session.run<AppliedMigration>(
    compile(sql`select addon_key as "addonKey", version, applied_at as at from public.metacore_addon_migrations
      where schema_name in (select jsonb_array_elements_text(${JSON.stringify(schemas)}::jsonb)) order by addon_key, version`),
  );
  return rows;
}

/** Whether something concerns an organization: it is its own, or of what all share. */
export const concernsOrganization = (one: { organizationId: string | null }, organizationId: string): boolean =>
  one.organizationId === null || one.organizationId === organizationId;

export async function lifecycleOverview(database: Database, organizationId: string): Promise<LifecycleOverview> {
  const { addons, migrations } = await database.asOwner(async (session) => {
    const all = await readInstallations(session, [organizationId]);
    const back = await waysBack(session, organizationId);
    const found = all.map((one) => addonOf(one, all, back));
    return { addons: found, migrations: await appliedMigrations(session, [...new Set(found.map(({ schema }) => schema))]) };
  });
  const isOurs = (one: { organizationId: string | null }) => concernsOrganization(one, organizationId);
  return {
    organizationId,
    addons,
    history: (await readLedger(database)).filter(isOurs),
    tombstones: (await listTombstones(database)).filter(isOurs),
    migrations,
  };
}

/** What an operation has to know of what is there, read from PostgreSQL's own catalogue and from the rows; never a remembered state alone. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { tryReadManifest } from '../installed/registry';
import { schemaNameOf, schemaOf } from '../schema/schema-of';
import { afterChanges, type DeclaredChange } from './declared-changes';
import { extensionsOf, extensionTargets } from './extension-targets';
import { installedSchema } from './installed-state';
import { installError } from './messages';
import { pendingOf } from './pending';
import type { Prepared } from './prepare';
import { answering, readAnswers } from './row-facts';
import { droppedKeys, schemaChanges, type SchemaStand } from './schema-changes';
import type { SchemaStep } from './steps/step';
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
  /** Migrations that ran in it, by their version. */
  applied: { version: string; checksum: string }[];
  /** What the SQL that is still to run says it does to tables. */
  declared: DeclaredChange[];
}

/** An installation, the addon's own or another one's. */
export interface Installation {
  organizationId: string;
  addonKey: string;
  version: string;
  status: string;
  /** Null where it is damaged. */
  manifest: ManifestV3 | null;
}

/** Plain data: two that are the same read the same. */
export interface Facts {
  /** In the order of the organizations that need them: one for all, or one for each. */
  schemas: SchemaFacts[];
  /** Every installation of the organizations; read for a release alone, since an author's edits ask nobody. */
  installations: Installation[];
  /** Permissions of the addon that somebody's role holds. */
  held: { organizationId: string; permission: string; roles: string[] }[];
}

export async function readInstallations(session: Session, organizationIds: readonly string[]): Promise<Installation[]> {
  const { rows } = await session.run<{ organization_id: string; addon_key: string; version: string; status: string; manifest: unknown }>(
    compile(sql`select organization_id, addon_key, version, status, manifest from public.metacore_installations
      where organization_id::text in (select jsonb_array_elements_text(${JSON.stringify(organizationIds)}::jsonb)) order by organization_id, addon_key`),
  );
  return rows.map((row) => ({
    organizationId: row.organization_id,
    addonKey: row.addon_key,
    version: row.version,
    status: row.status,
    manifest: tryReadManifest(row),
  }));
}

async function readHeld(session: Session, addonKey: string, organizationIds: readonly string[]): Promise<Facts['held']> {
  const { rows } = await session.run<Facts['held'][number]>(
    compile(sql`select p.organization_id as "organizationId", p.permission, array_agg(distinct p.role_key order by p.role_key) as roles
      from public.permissions p join public.users u on u.organization_id = p.organization_id and u.role = p.role_key
      where p.addon_key = ${addonKey} and p.organization_id::text in (select jsonb_array_elements_text(${JSON.stringify(organizationIds)}::jsonb))
      group by 1, 2 order by 1, 2`),
  );
  return rows;
}

async function readApplied(session: Session, addonKey: string, schema: string): Promise<SchemaFacts['applied']> {
  const { rows } = await session.run<SchemaFacts['applied'][number]>(
    compile(
      sql`select version, checksum from public.metacore_addon_migrations where addon_key = ${addonKey} and schema_name = ${schema} order by version`,
    ),
  );
  return rows;
}

/** Renames that migrations will make, as the questions about rows have to know them. */
const assumedRenames = (schema: string, changes: readonly DeclaredChange[]): SchemaStep[] =>
  changes.flatMap((change): SchemaStep[] =>
    change.kind === 'rename-column' || change.kind === 'rename-table' ? [{ ...change, schema }] : [],
  );

async function schemaFacts(session: Session, prepared: Prepared, organizationId: string): Promise<SchemaFacts> {
  const { request, operation } = prepared;
  const { manifest } = request;
  const { targets, setAside } = await extensionTargets(session, manifest, organizationId);
  const wanted = schemaOf(manifest, organizationId, targets);
  const installed = await installedSchema(session, wanted.schema);
  const addon = manifest.metadata.key;
  const owner = installed?.addonKey ?? null;
  // Names of schemas are made of keys, and two can meet: “a_11111111” is where “a” keeps what an organization has by itself.
  if (owner !== null && owner !== addon) throw installError('schema_taken', { addon, owner, schema: wanted.schema });
  const applied = prepared.migrations.length > 0 ? await readApplied(session, addon, wanted.schema) : [];
  const { run } = pendingOf(prepared, applied, installed === null);
  // On a first install the tables are made as the manifest says, and no migration finds what was before.
  const isBack = operation === 'rollback';
  const all = [...prepared.ladder, ...run].flatMap(({ changes }) => changes);
  const declared = installed ? all.filter(({ kind }) => isBack || kind !== 'add-column') : [];
  const stand: SchemaStand = {
    wanted,
    state: installed ? afterChanges(installed.state, declared, wanted) : null,
    pointing: installed?.pointing ?? [],
    extensions: await extensionsOf(session, manifest, organizationId),
    keeps: operation === 'upgrade',
  };
  const known = { ...stand, owner, waiting: setAside, applied, declared };
  // What is refused anyway asks the rows nothing.
  if (operation === 'upgrade' && droppedKeys(stand).length > 0) return { ...known, yes: [], unfit: [] };
  const assumed = assumedRenames(wanted.schema, declared);
  const { renames } = schemaChanges(stand, request, () => false);
  const yes = await readAnswers(session, [...assumed, ...renames], (ask) => schemaChanges(stand, request, ask));
  const { steps } = schemaChanges(stand, request, answering(yes));
  return { ...known, yes, unfit: await readUnfit(session, manifest, [...assumed, ...renames], steps) };
}

/**
 * Reads; changes nothing.
 * @throws KernelError `schema_taken`, `needs_rebuild`, `values_not_computed`, `extension_refused`, which no plan could do anything about
 */
export async function facts(session: Session, prepared: Prepared): Promise<Facts> {
  const { manifest, organizationIds, development } = prepared.request;
  const schemas = new Map<string, SchemaFacts>();
  for (const organizationId of organizationIds) {
    const schema = schemaNameOf(manifest, organizationId);
    if (!schemas.has(schema)) schemas.set(schema, await schemaFacts(session, prepared, organizationId));
  }
  const isRelease = development !== true;
  return {
    schemas: [...schemas.values()],
    installations: isRelease ? await readInstallations(session, organizationIds) : [],
    held: prepared.operation === 'upgrade' ? await readHeld(session, manifest.metadata.key, organizationIds) : [],
  };
}

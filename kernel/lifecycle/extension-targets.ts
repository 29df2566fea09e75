/** Models of other addons that a manifest extends, and the other way round: where they are, and whether they may be extended. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { CORE_MODELS } from '../installed/core-models';
import { KernelError } from '../errors';
import { tryReadManifest } from '../installed/registry';
import type { ForeignKeyAt } from './catalogue';
import { installError } from './messages';
import { olderExtensions } from '../schema/older-extensions';
import { type ExtensionTargets, schemaOf } from '../schema/schema-of';

interface Installed {
  organization_id: string;
  manifest: ManifestV3;
}

/** An installation as it is stored. */
interface Stored {
  addon_key: string;
  organization_id: string;
  manifest: unknown;
}

/** Those that this version can work with; another one must not stop the install of somebody else (registry.ts names it). */
const workable = (rows: readonly Stored[]): Installed[] =>
  rows.flatMap((row) => {
    const manifest = tryReadManifest(row);
    return manifest === null ? [] : [{ organization_id: row.organization_id, manifest }];
  });

interface TableAt {
  schema: string;
  table: string;
}

/** The table an extension in the older spelling is tied to: nobody had to offer it, and where it is not there nothing is. */
function olderTableOf(manifest: ManifestV3, extended: string): string | null {
  const model = manifest.models?.find((other) => other.key === extended.slice(extended.indexOf('.') + 1));
  return model && model.extends === undefined ? model.table : null;
}

/** @throws KernelError `extension_refused` */
function tableOf(manifest: ManifestV3, extended: string): string {
  const key = extended.slice(extended.indexOf('.') + 1);
  const model = manifest.models?.find((other) => other.key === key);
  if (!model) throw installError('extension_refused', { model: extended, reason: 'missing' });
  if (model.extends !== undefined) throw installError('extension_refused', { model: extended, reason: 'extends' });
  const accepted = manifest.extension_points?.model_extensions_accepted ?? [];
  if (!accepted.some((name) => name === key || name === extended))
    throw installError('extension_refused', { model: extended, reason: 'closed' });
  return model.table;
}

const isPerTenant = (manifest: ManifestV3): boolean => manifest.tenancy?.isolation === 'schema';

/** Names of models in other addons that a manifest extends; `older` are those that only the older spelling names. */
function extendedNames(manifest: ManifestV3): { named: Set<string>; older: Set<string> } {
  const own = `${manifest.metadata.key}.`;
  const foreign = (names: readonly (string | undefined)[]) =>
    new Set(names.filter((name): name is string => name !== undefined && !name.startsWith(own)));
  const named = foreign((manifest.models ?? []).map((model) => model.extends));
  const all = foreign(olderExtensions(manifest).map((model) => model.extends));
  return { named, older: new Set([...all].filter((name) => !named.has(name))) };
}

/**
 * The table that every row of `extension` extends one of, as far as `base`'s installation says: a schema that several organizations
 * share is tied to a table only where that is shared as well.
 * @throws KernelError `extension_refused`
 */
function targetIn(base: Installed, extension: Installed, name: string, isOlder: boolean): TableAt | null {
  const table = isOlder ? olderTableOf(base.manifest, name) : tableOf(base.manifest, name);
  if (table === null) return null;
  const key = base.manifest.models?.find((model) => model.table === table)?.columns.find((column) => column.primary_key);
  // A foreign key rests on a unique id.
  if (key && key.name !== 'id') return null;
  const isTied = !isPerTenant(base.manifest) || (isPerTenant(extension.manifest) && base.organization_id === extension.organization_id);
  return isTied ? { schema: schemaOf(base.manifest, base.organization_id).schema, table } : null;
}

/** As `targetIn`; null too where `base` refuses, which its own organization is told of. */
function offeredIn(base: Installed, extension: Installed, name: string, isOlder: boolean): TableAt | null {
  try {
    return targetIn(base, extension, name, isOlder);
  } catch (error) {
    if (error instanceof KernelError) return null;
    throw error;
  }
}

/**
 * The tables of the models in other addons that a manifest extends. One that is not installed for anybody is missing from the
 * answer: the extension then waits for it. Whether the model may be extended is asked of the organization's own installation; where
 * the table is, of any: organizations share it. The host's own models can be extended as they are. Where the addon of a model is set
 * aside, the extension waits as well; `setAside` names those models.
 * @throws KernelError `extension_refused` where an installed addon has no such model or does not offer it
 */
export async function extensionTargets(
  session: Session,
  manifest: ManifestV3,
  organizationId: string,
): Promise<{ targets: ExtensionTargets; setAside: string[] }> {
  const extension: Installed = { organization_id: organizationId, manifest };
  const { named, older } = extendedNames(manifest);
  const targets = new Map<string, TableAt>();
  const setAside: string[] = [];
  for (const name of [...named, ...older]) {
    const core = CORE_MODELS.find((model) => `${model.addonKey}.${model.key}` === name);
    if (core) {
      targets.set(name, { schema: core.schema, table: core.table });
      continue;
    }
    const { rows } = await session.run<Stored>(
      compile(sql`select addon_key, organization_id, manifest from public.metacore_installations
        where addon_key = ${name.slice(0, name.indexOf('.'))} and status = 'enabled' order by organization_id <> ${organizationId}, organization_id`),
    );
    const isOlder = older.has(name);
    const bases = workable(rows);
    const own = bases.find((base) => base.organization_id === organizationId);
    const target = own
      ? targetIn(own, extension, name, isOlder)
      : bases.map((base) => offeredIn(base, extension, name, isOlder)).find((found) => found !== null);
    if (target) targets.set(name, target);
    if (!own && rows.some((row) => row.organization_id === organizationId)) setAside.push(name);
  }
  return { targets, setAside };
}

/**
 * The foreign keys by which extensions of other addons should be tied to the tables of `manifest`, which is being installed for
 * `organizationId`: those that waited for it, and those that a reset of it cut.
 */
export async function extensionsOf(session: Session, manifest: ManifestV3, organizationId: string): Promise<ForeignKeyAt[]> {
  const addonKey = manifest.metadata.key;
  const { rows } = await session.run<Stored>(
    compile(sql`select addon_key, organization_id, manifest from public.metacore_installations
      where addon_key <> ${addonKey} and status = 'enabled' and strpos(manifest::text, ${`"${addonKey}.`}) > 0 order by addon_key, organization_id`),
  );
  const base: Installed = { organization_id: organizationId, manifest };
  const keys = workable(rows).flatMap((extension) => keysOf(base, extension));
  const there = await tablesThere(session, keys);
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()].filter(({ schema, table }) =>
    there.has(`${schema}.${table}`),
  );
}

/** The keys of one extension's tables to those of `base`. */
function keysOf(base: Installed, extension: Installed): ForeignKeyAt[] {
  const addonKey = base.manifest.metadata.key;
  const { named, older } = extendedNames(extension.manifest);
  const targets = new Map<string, TableAt>();
  for (const name of [...named, ...older].filter((other) => other.startsWith(`${addonKey}.`))) {
    const target = offeredIn(base, extension, name, older.has(name));
    if (target) targets.set(name, target);
  }
  if (targets.size === 0) return [];
  const { schema, tables } = schemaOf(extension.manifest, extension.organization_id, targets);
  return tables.flatMap(({ name: table, foreignKeys }) =>
    foreignKeys.filter((key) => key.schema !== schema).map((foreignKey) => ({ schema, table, foreignKey })),
  );
}

/** Of the tables that have the keys, those that are there, as `schema.table`. */
async function tablesThere(session: Session, keys: readonly ForeignKeyAt[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await session.run<{ place: string }>(
    compile(sql`select n.nspname || '.' || c.relname as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in (select jsonb_array_elements_text(${JSON.stringify(keys.map(({ schema }) => schema))}::jsonb))`),
  );
  return new Set(rows.map(({ place }) => place));
}

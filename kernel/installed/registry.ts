/** What is installed, in memory: read once at boot and after every install, asked by every request. */
import type { Column, ManifestV3, Model, PlaygroundFile } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { CORE_MODELS } from './core-models';
import { storedManifest } from './stored-manifest';
import { withoutEmpty } from '../values/empty-texts';
import { type DynamicModel, labelColumnOf, type ModelColumn, type RowReference } from './model';
import { KernelError, messageOf } from '../errors';
import { columnType } from '../schema/column-type';
import { fitIdentifier } from '../schema/identifiers';
import { installedModels } from '../schema/older-extensions';
import { schemaOf } from '../schema/schema-of';
import type { TableState } from '../schema/state';

export interface InstalledAddon {
  readonly key: string;
  readonly organizationId: string;
  readonly version: string;
  readonly manifest: ManifestV3;
  readonly manifestHash: string;
  /** Hash of the manifest that an upgrade was taken back from; null where none was. */
  readonly rolledBackFrom: string | null;
  readonly locales: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly models: readonly DynamicModel[];
  readonly installationId: string;
  /** Defaults of its settings, and over them what the project says; what people set is kept apart (kernel/settings). */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Signs webhooks. Never part of an answer. */
  readonly secret: string;
  /** What the project keeps of tools that v3 has no field for, by their key. */
  readonly tools: Readonly<Record<string, NonNullable<PlaygroundFile['tools']>[string]>>;
  /** How hosts treat the addresses of this addon: as they are written, or filled in. */
  readonly hostProfile: NonNullable<PlaygroundFile['host_profile']>;
  /** Whether this installation is refused what no capability covers; null where the kernel's own choice counts. */
  readonly enforcement: NonNullable<PlaygroundFile['enforcement']> | null;
  /** Where the addon's own server is, for relative addresses; null where nobody says it. */
  readonly baseUrl: string | null;
  /** `Model.action` of the actions whose handler runs in one transaction. */
  readonly actionsInTransaction: ReadonlySet<string>;
  /** JSON schemas of published events, by the path the manifest names. */
  readonly eventSchemas: Readonly<Record<string, unknown>>;
  /** HTML of printed documents, by the path the manifest names. */
  readonly documentTemplates: Readonly<Record<string, string>>;
}

/** A stored installation that cannot be worked with: of an older version of the kernel, or damaged. */
export interface SetAside {
  addonKey: string;
  version: string;
  organizationId: string;
  /** The sentence that says what is wrong with it, in English, and what it is made of (messages.ts). */
  reason: string;
  code: string;
  details: Readonly<Record<string, unknown>>;
}

export interface Registry {
  readonly setAside: readonly SetAside[];
  /** Installations that a person switched off: nobody but a person switches them on again. */
  readonly switchedOff: readonly { addonKey: string; organizationId: string }[];
  /** The same text as long as the same manifests are installed for an organization: what was planned on them holds. */
  revision(organizationId: string): string;
  /** Addons installed for an organization, in the order of their keys. */
  addons(organizationId: string): readonly InstalledAddon[];
  /** The permissions a role of an organization holds, by the addon that brought them; those of the host under an empty key. */
  grants(organizationId: string, role: string): ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * A model by table name, model key or `addon.Model`; core models answer to `core.User`, `User` and `users`. An
   * unqualified name is looked for in `addonKey` first, where that is given, and then among the core models: no addon stands
   * in their place for anybody but itself.
   */
  model(organizationId: string, name: string, addonKey?: string): DynamicModel | null;
}

/** Static choices of a column: declared options, or the stages of a stage column. */
function staticOptions(model: Model, column: Column): ModelColumn['options'] {
  if (Array.isArray(column.options)) return column.options;
  if (model.stage_field === column.name && model.stages) {
    const ordered = [...model.stages].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    return ordered.map((stage) => ({
      value: stage.key,
      label: stage.label ?? stage.key,
      ...(stage.color !== undefined && { color: stage.color }),
    }));
  }
  return [];
}

/** Members of a column that name something; an empty name names nothing. */
const NAMES_OF_COLUMN = ['ref', 'display', 'widget', 'depends_on', 'label'] as const;

function declaredColumn(model: Model, given: Column, state: TableState): ModelColumn {
  const column = withoutEmpty(given, NAMES_OF_COLUMN);
  const { kind, sql: sqlType } = columnType(column.type);
  const stored = state.columns.find((other) => other.name === column.name);
  const filled =
    stored?.default !== null || column.sequence !== undefined || stored.generated !== undefined || model.stage_field === column.name;
  const foreignKey = model.foreign_keys?.find(
    (key) => key.columns.length === 1 && key.columns[0] === column.name && key.references.columns.join() === 'id',
  );
  return {
    name: column.name,
    kind,
    sqlType,
    required: column.not_null === true && !filled && column.name !== 'id',
    notNull: stored?.generated === undefined && (column.not_null === true || column.primary_key === true),
    ref: column.ref ?? foreignKey?.references.model ?? null,
    options: staticOptions(model, column),
    declared: column,
  };
}

function addedColumn(name: string, sqlType: string, notNull: boolean): ModelColumn {
  const kind = sqlType === 'timestamptz' ? 'timestamp' : 'uuid';
  return { name, kind, sqlType, required: false, notNull, ref: null, options: [], declared: null };
}

function constraintsOf(table: TableState): DynamicModel['constraints'] {
  return new Map([
    [fitIdentifier(`${table.name}_pkey`), table.primaryKey],
    ...table.indexes
      .filter((index) => index.unique)
      .map((index): [string, string[]] => [index.name, index.rule ? [index.rule.field] : index.columns]),
    ...table.foreignKeys.map((key): [string, string[]] => [key.name, key.columns]),
  ]);
}

function dynamicModel(manifest: ManifestV3, model: Model, schema: string, state: TableState): DynamicModel {
  const columns = new Map<string, ModelColumn>();
  const searchKeys = (model.search_keys ?? []).filter(({ name }) =>
    state.columns.some((stored) => stored.name === name && stored.generated),
  );
  for (const stored of state.columns) {
    // Looked into, never shown.
    if (searchKeys.some(({ name }) => name === stored.name)) continue;
    const declared = model.columns.find((column) => column.name === stored.name);
    columns.set(stored.name, declared ? declaredColumn(model, declared, state) : addedColumn(stored.name, stored.type, stored.notNull));
  }
  // Physical keys too: PostgreSQL checks them without row-level security, so they alone would take another tenant's row.
  const references = (model.foreign_keys ?? []).map((key): RowReference => ({
    columns: key.columns,
    model: key.references.model,
    references: key.references.columns,
  }));
  if (model.extends !== undefined) references.push({ columns: ['id'], model: model.extends, references: ['id'] });
  return {
    addonKey: manifest.metadata.key,
    key: model.key,
    schema,
    table: model.table,
    tenantColumn: state.tenantColumn,
    columns,
    softDelete: columns.has('deleted_at'),
    appendOnly: model.append_only === true,
    readOnly: false,
    labelColumn: labelColumnOf(columns),
    references,
    constraints: constraintsOf(state),
    searchKeys,
    declared: model,
  };
}

/** The models of a manifest as an organization's requests see them. Columns that were parked are not among them. */
export function modelsOf(manifest: ManifestV3, organizationId: string): DynamicModel[] {
  const state = schemaOf(manifest, organizationId);
  return installedModels(manifest).flatMap((model) => {
    const table = state.tables.find((other) => other.name === model.table);
    return table ? [dynamicModel(manifest, model, state.schema, table)] : [];
  });
}

interface InstallationRow {
  organization_id: string;
  addon_key: string;
  version: string;
  manifest: ManifestV3;
  manifest_hash: string;
  rolled_back_from: string | null;
  locales: InstalledAddon['locales'];
  id: string;
  secret: string;
  settings: unknown;
  backend: { runInTx?: unknown; tools?: unknown; hostProfile?: unknown; enforcement?: unknown; baseUrl?: unknown } | null;
  event_schemas: InstalledAddon['eventSchemas'];
  document_templates: InstalledAddon['documentTemplates'];
}

type RoleHeld = Map<string, Set<string>>;

const NO_GRANTS: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** The permissions of every role, by `organization/role` and by the addon that brought them. */
async function loadGrants(session: Session): Promise<Map<string, RoleHeld>> {
  const { rows } = await session.run<{ place: string; addon_key: string; permissions: string[] }>(
    compile(
      sql`select organization_id::text || '/' || role_key as place, addon_key, array_agg(permission) as permissions
          from public.permissions group by 1, 2 order by 1, 2`,
    ),
  );
  const grants = new Map<string, RoleHeld>();
  for (const { place, addon_key: addonKey, permissions } of rows) {
    const held: RoleHeld = grants.get(place) ?? new Map<string, Set<string>>();
    grants.set(place, held.set(addonKey, new Set(permissions)));
  }
  return grants;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The manifest of another addon's installation, for whoever reads it on the way; null where this version cannot work with it, so
 * that it would be set aside: what is damaged never fails the work of others.
 */
export function tryReadManifest(row: { addon_key: string; organization_id: string; manifest: unknown }): ManifestV3 | null {
  try {
    const manifest = storedManifest(row);
    schemaOf(manifest, row.organization_id);
    return manifest;
  } catch {
    // Whatever is wrong with it is told by `loadRegistry`, which names it.
    return null;
  }
}

/** @throws KernelError, or anything at all, where this version cannot work with what is stored */
function installedAddon(row: InstallationRow): InstalledAddon {
  const manifest = storedManifest(row);
  return {
    key: row.addon_key,
    organizationId: row.organization_id,
    version: row.version,
    manifest,
    manifestHash: row.manifest_hash,
    rolledBackFrom: row.rolled_back_from,
    locales: isObject(row.locales) ? row.locales : {},
    models: modelsOf(manifest, row.organization_id),
    installationId: row.id,
    settings: isObject(row.settings) ? row.settings : {},
    secret: row.secret,
    tools: isObject(row.backend?.tools) ? (row.backend.tools as InstalledAddon['tools']) : {},
    hostProfile: row.backend?.hostProfile === 'kernel' ? 'kernel' : 'templating',
    enforcement: row.backend?.enforcement === 'enforce' || row.backend?.enforcement === 'shadow' ? row.backend.enforcement : null,
    baseUrl: typeof row.backend?.baseUrl === 'string' && row.backend.baseUrl !== '' ? row.backend.baseUrl : null,
    actionsInTransaction: new Set(Array.isArray(row.backend?.runInTx) ? row.backend.runInTx : []),
    eventSchemas: isObject(row.event_schemas) ? row.event_schemas : {},
    documentTemplates: isObject(row.document_templates) ? row.document_templates : {},
  };
}

const STORED = sql.raw(
  'organization_id, id, addon_key, version, manifest, manifest_hash, rolled_back_from, locales, settings, secret, backend, event_schemas, document_templates',
);

/**
 * One installation, enabled or not, as the transaction under way sees it; null where there is none, or none that this version can
 * work with.
 */
export async function loadAddon(session: Session, organizationId: string, addonKey: string): Promise<InstalledAddon | null> {
  const { rows } = await session.run<InstallationRow>(
    compile(sql`select ${STORED} from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey}`),
  );
  const [row] = rows;
  return row && tryReadManifest(row) !== null ? installedAddon(row) : null;
}

/**
 * Reads the installations that are enabled. One that this version cannot work with is set aside and named; the others are not
 * concerned.
 */
export async function loadRegistry(session: Session): Promise<Registry> {
  const { rows } = await session.run<InstallationRow & { enabled: boolean }>(
    compile(sql`select ${STORED}, status = 'enabled' as enabled
      from public.metacore_installations where status = 'enabled' or switched_off order by addon_key`),
  );
  const grants = await loadGrants(session);
  const setAside: SetAside[] = [];
  const installed = rows
    .filter(({ enabled }) => enabled)
    .flatMap((row): InstalledAddon[] => {
      try {
        return [installedAddon(row)];
      } catch (error) {
        const { code, details } = error instanceof KernelError ? error : { code: 'internal_error', details: {} };
        const { addon_key: addonKey, version, organization_id: organizationId } = row;
        setAside.push({ addonKey, version, organizationId, reason: messageOf(error), code, details });
        return [];
      }
    });
  const byOrganization = new Map<string, InstalledAddon[]>();
  for (const addon of installed) byOrganization.set(addon.organizationId, [...(byOrganization.get(addon.organizationId) ?? []), addon]);
  const addons = (organizationId: string) => byOrganization.get(organizationId) ?? [];
  const cache = new Map<string, DynamicModel | null>();
  return {
    setAside,
    switchedOff: rows
      .filter(({ enabled }) => !enabled)
      .map(({ addon_key: addonKey, organization_id: organizationId }) => ({ addonKey, organizationId })),
    revision: (organizationId) =>
      addons(organizationId)
        .map(({ key, manifestHash }) => `${key} ${manifestHash}`)
        .join(),
    addons,
    grants: (organizationId, role) => grants.get(`${organizationId}/${role}`) ?? NO_GRANTS,
    model(organizationId, name, addonKey = '') {
      const place = `${organizationId}/${addonKey}/${name}`;
      const cached = cache.get(place);
      if (cached !== undefined) return cached;
      const models = [...CORE_MODELS, ...addons(organizationId).flatMap((addon) => addon.models)];
      const own = addonKey === '' || name.includes('.') ? null : findModel(models, `${addonKey}.${name}`);
      const found = own ?? findModel(models, name);
      // Names come from requests: only names that exist are remembered, so the cache cannot be filled from outside.
      if (found) cache.set(place, found);
      return found;
    },
  };
}

/** The first model of that name: core models stand before all others. */
function findModel(models: readonly DynamicModel[], name: string): DynamicModel | null {
  const dot = name.indexOf('.');
  if (dot > 0) {
    const [addon, key] = [name.slice(0, dot), name.slice(dot + 1)];
    return models.find((model) => model.addonKey === addon && (model.key === key || model.table === key)) ?? null;
  }
  const named = (of: readonly DynamicModel[]) => of.find((model) => model.table === name) ?? of.find((model) => model.key === name);
  return named(CORE_MODELS) ?? named(models) ?? null;
}

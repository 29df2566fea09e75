/** Taking an addon out, as a plan: who depends on it first, its tables put away or purged. Pure. */
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import type { SchemaState } from '../schema/state';
import type { CatalogueTable, ForeignKeyAt } from './catalogue';
import type { Installation } from './facts';
import { hookPayload, hookStep } from './hooks';
import { installError } from './messages';
import type { Plan, PlannedStep } from './plan';
import type { Step } from './steps/step';
import { type ListedTombstone, tombstoneName, type TenantTable, type Tombstone } from './tombstone';

export interface UninstallRequest {
  addonKey: string;
  organizationId: string;
  /** What depends on it goes too, and goes first. */
  cascade?: boolean;
  /** Tables, rows and ledgers go for good; without it tables are put away and can be restored. */
  purge?: boolean;
  /** Every organization that has it loses it, in one transaction: whoever keeps the host says so, no organization. */
  everywhere?: boolean;
}

/** What is there of one addon that goes. */
export interface Leaving {
  installation: Installation;
  schema: string;
  /** Whether each organization has a schema of its own. */
  isOwnSchema: boolean;
  /** Null where nothing was ever made. */
  state: SchemaState | null;
  catalogue: CatalogueTable[];
  /** Foreign keys of other addons' tables that point into the schema. */
  pointing: ForeignKeyAt[];
  /** Rows of each table. */
  rows: Readonly<Record<string, number>>;
  /** Other organizations that have it: their rows are in the same tables, or in their own. */
  others: string[];
  /** Tables, put away or not, that are everybody's who has or had it. */
  shared: TenantTable[];
  /** Whether another organization has rows in them, one that has the addon no more among them. */
  holdsOthersRows: boolean;
  tombstones: ListedTombstone[];
}

/** Plain data, like `Facts`. */
export interface UninstallFacts {
  /** The addons that go, whoever depends on another one first. */
  leaving: Leaving[];
}

const requires = (manifest: ManifestV3 | null, key: string): boolean =>
  manifest?.compatibility.requires.some((one) => one.key === key && one.optional !== true && !isReservedKey(one.key)) === true;

/** Addons of one organization that require a given one, directly or by way of others; whoever depends on another one first. */
export function dependentsOf(installations: readonly Installation[], key: string): string[] {
  const order: string[] = [];
  const seen = new Set([key]);
  const visit = (wanted: string): void => {
    for (const { addonKey, manifest } of installations) {
      if (seen.has(addonKey) || !requires(manifest, wanted)) continue;
      seen.add(addonKey);
      visit(addonKey);
      order.push(addonKey);
    }
  };
  visit(key);
  // Two that both depend on it may depend on each other.
  const isBefore = (a: string, b: string) => requires(installations.find(({ addonKey }) => addonKey === a)?.manifest ?? null, b);
  return order.toSorted((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
}

/**
 * The keys of all that goes, the one that was asked for last.
 * @throws KernelError `not_installed`, `has_dependents`
 */
export function goingKeys(installations: readonly Installation[], { addonKey, cascade }: UninstallRequest): string[] {
  if (!installations.some((one) => one.addonKey === addonKey)) throw installError('not_installed', { key: addonKey });
  const dependents = dependentsOf(installations, addonKey);
  if (dependents.length > 0 && cascade !== true) throw installError('has_dependents', { key: addonKey, dependents });
  return [...dependents, addonKey];
}

const planned = (step: Step, reason: string, risk: PlannedStep['risk'] = 'safe'): PlannedStep => ({ step, reason, risk });

function hooksOf({ installation }: Leaving): PlannedStep[] {
  const { addonKey, organizationId, version, status, manifest } = installation;
  return (['disable', 'uninstall'] as const).flatMap((hook) => {
    const target = manifest?.lifecycle?.[hook];
    if (target === undefined || (hook === 'disable' && status !== 'enabled')) return [];
    const payload = hookPayload(hook, addonKey, organizationId, version);
    return [planned(hookStep({ addonKey, organizationId, hook }, target, payload), `/lifecycle/${hook}`)];
  });
}

/** Keys that cross the border of the schema go first: nothing cascades, and nobody's delete reaches a tombstone. */
function cutKeys({ schema, catalogue, pointing }: Leaving): PlannedStep[] {
  const own = catalogue.flatMap(({ name: table, foreignKeys }) =>
    foreignKeys.filter((key) => key.schema !== schema).map((key) => ({ schema, table, name: key.name })),
  );
  const others = pointing.map((key) => ({ schema: key.schema, table: key.table, name: key.foreignKey.name }));
  return [...own, ...others].map((key) => planned({ kind: 'drop-foreign-key', ...key }, '/models'));
}

function tombstoneOf(one: Leaving, stamp: string): Tombstone {
  const { installation, schema, isOwnSchema, catalogue, rows } = one;
  const known = new Set(one.state?.tables.map(({ name }) => name));
  const away = new Set(one.tombstones.flatMap(({ tables }) => tables.map(({ to }) => to)));
  const standing = catalogue.filter(({ name }) => !away.has(name));
  return {
    id: `${schema}_${stamp}`,
    addonKey: installation.addonKey,
    version: installation.version,
    organizationId: isOwnSchema ? installation.organizationId : null,
    schema,
    schemaTo: isOwnSchema ? tombstoneName(schema, stamp) : null,
    tables: standing.map(({ name, indexes }) => ({
      from: name,
      to: isOwnSchema ? name : tombstoneName(name, stamp),
      rows: rows[name] ?? 0,
      indexes: isOwnSchema ? [] : indexes.map((index) => ({ from: index, to: tombstoneName(index, stamp) })),
    })),
    state: {
      schema,
      tables: (one.state?.tables ?? [])
        .filter(({ name }) => known.has(name))
        .map((table) => ({ ...table, foreignKeys: table.foreignKeys.filter((key) => key.schema === schema) })),
    },
  };
}

function putAway(one: Leaving, stamp: string): PlannedStep[] {
  const { schema, isOwnSchema, catalogue } = one;
  if (catalogue.length === 0) return [];
  const tombstone = tombstoneOf(one, stamp);
  const { addonKey } = tombstone;
  const moves =
    tombstone.schemaTo !== null
      ? [planned({ kind: 'tombstone-schema', schema, to: tombstone.schemaTo }, '/models')]
      : tombstone.tables.map(({ from, to, indexes }) =>
          planned({ kind: 'tombstone-table', schema, table: from, to, indexes }, '/models', 'slow'),
        );
  return [
    ...cutKeys(one),
    ...moves,
    planned({ kind: 'record-tombstone', tombstone }, '/models'),
    // Migrations shaped the tables that were put away: new tables need them anew.
    planned({ kind: 'forget-migrations', addonKey, schema }, '/models'),
    ...(isOwnSchema ? [] : [planned({ kind: 'remember-schema', schema, addonKey, state: { schema, tables: [] } }, '/models')]),
  ];
}

const ownRows = (tables: readonly TenantTable[], organizationId: string): PlannedStep[] =>
  tables.map(({ schema, table, column }) =>
    planned({ kind: 'delete-rows', schema, table, tenant: { column, organizationId } }, '/models', 'lossy'),
  );

function purged(one: Leaving, stamp: string): PlannedStep[] {
  const { installation, schema, isOwnSchema, others, pointing, shared, tombstones } = one;
  const { addonKey, organizationId } = installation;
  const isShared = others.length > 0 && !isOwnSchema;
  // Nobody takes the rows of others along: neither of those who work in the same tables, nor of those who left theirs there.
  if (isShared || one.holdsOthersRows) return [...ownRows(shared, organizationId), ...(isShared ? [] : putAway(one, stamp))];
  // What extends a row goes with it, as its foreign key says.
  const extensions = pointing.filter(({ foreignKey }) => foreignKey.onDelete === 'cascade');
  return [
    ...cutKeys(one),
    ...extensions.map(({ schema: other, table }) =>
      planned({ kind: 'delete-rows', schema: other, table, tenant: null }, '/models', 'lossy'),
    ),
    planned({ kind: 'drop-schema', schema }, '/models', 'lossy'),
    ...tombstones
      .filter((tombstone) => tombstone.schema === schema)
      .flatMap(({ id, schemaTo }) => [
        ...(schemaTo === null ? [] : [planned({ kind: 'drop-schema', schema: schemaTo }, '/models', 'lossy')]),
        planned({ kind: 'forget-tombstone', id, addonKey }, '/models'),
      ]),
    planned({ kind: 'forget-migrations', addonKey, schema }, '/models'),
    ...(others.length > 0 ? [] : [planned({ kind: 'forget-addon', addonKey }, '')]),
  ];
}

/** Everything an uninstall does. `stamp` names what is put away (tombstone.ts). */
export function planUninstall({ leaving }: UninstallFacts, { addonKey, purge }: UninstallRequest, stamp: string): Plan {
  const asked = leaving.find(({ installation }) => installation.addonKey === addonKey);
  return {
    operation: 'uninstall',
    addonKey,
    version: asked?.installation.version ?? '',
    steps: leaving.flatMap((one) => {
      const { addonKey: key, organizationId } = one.installation;
      const isLast = one.isOwnSchema || one.others.length === 0;
      return [
        ...hooksOf(one),
        planned({ kind: 'take-roles', addonKey: key, organizationId }, '/rbac'),
        planned({ kind: 'remove-installation', addonKey: key, organizationId }, ''),
        ...(purge === true ? purged(one, stamp) : isLast ? putAway(one, stamp) : []),
      ];
    }),
    notes: [],
    blocked: [],
  };
}

/** The way back of what was put away. */
export function planRestore({ id, addonKey, version, schema, schemaTo, tables, state }: Tombstone): Plan {
  const moves =
    schemaTo !== null
      ? [planned({ kind: 'restore-schema', schema: schemaTo, to: schema, tables: tables.map(({ from }) => from) }, '/models', 'slow')]
      : tables.map(({ from, to, indexes }) =>
          planned(
            { kind: 'restore-table', schema, table: to, to: from, indexes: indexes.map((index) => ({ from: index.to, to: index.from })) },
            '/models',
            'slow',
          ),
        );
  return {
    operation: 'restore',
    addonKey,
    version,
    steps: [
      ...moves,
      planned({ kind: 'remember-schema', schema, addonKey, state }, '/models'),
      planned({ kind: 'forget-tombstone', id, addonKey }, ''),
    ],
    notes: [],
    blocked: [],
  };
}

/** An organization's rows of a tombstone go, and it stays for those of others. */
export const planPurgeOwn = ({ addonKey, version }: Tombstone, tables: readonly TenantTable[], organizationId: string): Plan => ({
  operation: 'purge',
  addonKey,
  version,
  steps: ownRows(tables, organizationId),
  notes: [],
  blocked: [],
});

/** A tombstone goes for good. */
export function planPurge({ id, addonKey, version, schema, schemaTo, tables }: Tombstone): Plan {
  const drop: Step =
    schemaTo !== null ? { kind: 'drop-schema', schema: schemaTo } : { kind: 'drop-tables', schema, tables: tables.map(({ to }) => to) };
  return {
    operation: 'purge',
    addonKey,
    version,
    steps: [planned(drop, '/models', 'lossy'), planned({ kind: 'forget-tombstone', id, addonKey }, '')],
    notes: [],
    blocked: [],
  };
}

/** Switching an addon on or off; nothing where it is so already. */
export function planStatus(
  { addonKey, organizationId, version, manifest, status: now }: Installation,
  status: 'enabled' | 'disabled',
): Plan {
  const hook = status === 'enabled' ? 'enable' : 'disable';
  const target = manifest?.lifecycle?.[hook];
  const call =
    target === undefined
      ? []
      : [
          planned(
            hookStep({ addonKey, organizationId, hook }, target, hookPayload(hook, addonKey, organizationId, version)),
            `/lifecycle/${hook}`,
          ),
        ];
  return {
    operation: hook,
    addonKey,
    version,
    steps: now === status ? [] : [...call, planned({ kind: 'set-status', addonKey, organizationId, status }, '')],
    notes: [],
    blocked: [],
  };
}

/** Uninstalls, what is put away by them, and switching addons on and off: each one plan in one transaction. */
import type { Database, Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import type { Registry } from '../installed/registry';
import { ownOrigin } from '../journal/origin';
import type { Principal } from '../principal';
import { schemaNameOf } from '../schema/schema-of';
import { contextOf, ledgered, type LifecyclePorts } from './apply';
import { readCatalogue } from './catalogue';
import { changing } from './changing';
import { type Installation, readInstallations } from './facts';
import { installedSchema } from './installed-state';
import { installError } from './messages';
import type { Plan } from './plan';
import {
  goingKeys,
  type Leaving,
  planPurge,
  planPurgeOwn,
  planRestore,
  planStatus,
  planUninstall,
  type UninstallFacts,
  type UninstallRequest,
} from './plan-uninstall';
import { run } from './run';
import { holdsOthersRows, type ListedTombstone, readTombstones, sharedTables, stampOf, type TenantTable } from './tombstone';

/** Rows of tables, by name. */
async function countRows(session: Session, schema: string, tables: readonly string[]): Promise<Record<string, number>> {
  if (tables.length === 0) return {};
  const counts = tables.map((table) => sql`(select count(*)::int from ${tableId(schema, table)}) as ${sql.id(table)}`);
  const { rows } = await session.run<Record<string, number>>(compile(sql`select ${join(counts)}`));
  return rows[0] ?? {};
}

async function leavingFacts(session: Session, installation: Installation, everywhere: boolean): Promise<Leaving> {
  const { addonKey, organizationId, manifest } = installation;
  const { rows } = await session.run<{ id: string }>(
    compile(sql`select organization_id as id from public.metacore_installations
      where addon_key = ${addonKey} and organization_id <> ${organizationId} order by 1`),
  );
  // Of a damaged installation nobody knows where its tables are: they stay.
  const schema = manifest === null ? '' : schemaNameOf(manifest, organizationId);
  const installed = schema === '' ? null : await installedSchema(session, schema);
  const mine = installed?.addonKey === addonKey ? installed : null;
  const catalogue = mine ? ((await readCatalogue(session, schema)) ?? []) : [];
  const names = catalogue.map(({ name }) => name);
  const isOwnSchema = manifest?.tenancy?.isolation === 'schema';
  const tombstones = await readTombstones(session, { addonKey });
  const standing = (mine?.state.tables ?? []).flatMap(({ name: table, tenantColumn: column }): TenantTable[] =>
    column === null ? [] : [{ schema, table, column }],
  );
  const putAway = tombstones.filter((one) => one.schema === schema).flatMap(sharedTables);
  const shared = isOwnSchema ? [] : [...standing, ...putAway].filter(({ table }) => names.includes(table));
  return {
    installation,
    schema,
    isOwnSchema,
    state: mine?.state ?? null,
    catalogue,
    pointing: catalogue.flatMap(({ pointing }) => pointing),
    rows: await countRows(session, schema, names),
    others: rows.map(({ id }) => id),
    shared,
    holdsOthersRows: !everywhere && (await holdsOthersRows(session, shared, organizationId)),
    tombstones,
  };
}

/** The organizations that have an addon. */
async function havingIt(session: Session, addonKey: string): Promise<string[]> {
  const { rows } = await session.run<{ id: string }>(
    compile(sql`select organization_id as id from public.metacore_installations where addon_key = ${addonKey} order by 1`),
  );
  return rows.map(({ id }) => id);
}

/** Reads; changes nothing. @throws KernelError `not_installed`, `has_dependents` */
async function uninstallFacts(session: Session, request: UninstallRequest): Promise<UninstallFacts> {
  const organizationIds = request.everywhere === true ? await havingIt(session, request.addonKey) : [request.organizationId];
  const leaving: Leaving[] = [];
  for (const organizationId of organizationIds.length > 0 ? organizationIds : [request.organizationId]) {
    const installations = await readInstallations(session, [organizationId]);
    for (const key of goingKeys(installations, request)) {
      const installation = installations.find(({ addonKey }) => addonKey === key);
      if (!installation) continue;
      const found = await leavingFacts(session, installation, request.everywhere === true);
      // Whoever lost it before in this very plan has it no more.
      const gone = leaving.filter((one) => one.installation.addonKey === key).map((one) => one.installation.organizationId);
      leaving.push({ ...found, others: found.others.filter((id) => !gone.includes(id)) });
    }
  }
  return { leaving };
}

/** One plan, made and run in one transaction, and written down. */
async function perform(
  database: Database,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
  asked: { operation: Plan['operation']; addonKey: string; organizationId: string | null; by: Principal | undefined },
  planIn: (session: Session) => Promise<Plan>,
): Promise<Plan> {
  const { operation, organizationId, by } = asked;
  const entry = { operation, addonKey: asked.addonKey, version: '', organizationId, userId: by?.userId ?? null };
  const isGoing = operation === 'uninstall' || operation === 'purge';
  const origin = ownOrigin(isGoing ? 'uninstall' : 'install', `${operation} ${asked.addonKey}`.trim());
  const done = await ledgered(database, entry, (ran, written) =>
    changing(database, onChanged, origin, async (session) => {
      const made = await planIn(session);
      entry.addonKey = made.addonKey;
      entry.version = made.version;
      await run(contextOf(session, ports, by === undefined ? {} : { principal: by }), made.steps, ran);
      if (made.steps.length > 0) await written(session);
      return made;
    }),
  );
  for (const { step } of done.steps) if ('addonKey' in step) ports.memory.delete(step.addonKey);
  return done;
}

/**
 * Takes an addon out for one organization. Its tables are put away as `<table>_tombstone_<instant>` once no organization has it, and can
 * be restored; `purge` drops them with every row and the ledger of migrations.
 * @throws KernelError `not_installed`, `has_dependents`, `hook_failed`; nothing was changed then but the ledger
 */
export const uninstall = (
  database: Database,
  request: UninstallRequest & { by?: Principal },
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<Plan> =>
  perform(
    database,
    ports,
    onChanged,
    {
      operation: 'uninstall',
      addonKey: request.addonKey,
      organizationId: request.everywhere === true ? null : request.organizationId,
      by: request.by,
    },
    async (session) => planUninstall(await uninstallFacts(session, request), request, stampOf(ports.services.clock.now())),
  );

/** What an uninstall would do, the whole order of a cascade among it. @throws KernelError `not_installed`, `has_dependents` */
export const uninstallPlan = (database: Database, request: UninstallRequest, now: number): Promise<Plan> =>
  database.asOwner(async (session) => planUninstall(await uninstallFacts(session, request), request, stampOf(now)));

/** @throws KernelError `tombstone_missing`, `tombstone_damaged` */
async function tombstoneNamed(session: Session, id: string): Promise<ListedTombstone> {
  const [found] = await readTombstones(session, { id });
  if (!found) throw installError('tombstone_missing', { id });
  if (found.damaged !== undefined) throw installError('tombstone_damaged', { id, ...found.damaged });
  return found;
}

/**
 * Brings the tables of a tombstone back under their names; an install afterwards goes on with them.
 * @throws KernelError `tombstone_missing`, `tombstone_damaged`, `already_installed` where the schema has tables by now
 */
export function restoreTombstone(
  database: Database,
  id: string,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
  by?: Principal,
): Promise<Plan> {
  const asked = { operation: 'restore' as const, addonKey: '', organizationId: by?.organizationId ?? null, by };
  return perform(database, ports, onChanged, asked, async (session) => {
    const tombstone = await tombstoneNamed(session, id);
    const standing = (await installedSchema(session, tombstone.schema))?.state.tables ?? [];
    if (standing.length > 0) throw installError('already_installed', { key: tombstone.addonKey });
    return planRestore(tombstone);
  });
}

/**
 * Drops the tables of a tombstone for good; where an organization asks and others have rows in them, its own rows alone go.
 * @throws KernelError `tombstone_missing`, `tombstone_damaged`
 */
export function purgeTombstone(
  database: Database,
  id: string,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
  by?: Principal,
): Promise<Plan> {
  const asked = { operation: 'purge' as const, addonKey: '', organizationId: by?.organizationId ?? null, by };
  return perform(database, ports, onChanged, asked, async (session) => {
    const tombstone = await tombstoneNamed(session, id);
    const tables = sharedTables(tombstone);
    const isOneOfMany = by !== undefined && !ports.services.isAuthors;
    const isShared = isOneOfMany && (await holdsOthersRows(session, tables, by.organizationId));
    return isShared ? planPurgeOwn(tombstone, tables, by.organizationId) : planPurge(tombstone);
  });
}

/** What restoring or purging a tombstone would do. @throws KernelError `tombstone_missing` */
export const tombstonePlan = (database: Database, id: string, operation: 'restore' | 'purge'): Promise<Plan> =>
  database.asOwner(async (session) => (operation === 'restore' ? planRestore : planPurge)(await tombstoneNamed(session, id)));

interface StatusRequest {
  addonKey: string;
  organizationId: string;
  status: 'enabled' | 'disabled';
}

/** @throws KernelError `not_installed` */
async function statusPlanIn(session: Session, { addonKey, organizationId, status }: StatusRequest): Promise<Plan> {
  const found = (await readInstallations(session, [organizationId])).find((one) => one.addonKey === addonKey);
  if (!found) throw installError('not_installed', { key: addonKey });
  return planStatus(found, status);
}

/** What switching an addon on or off would do. @throws KernelError `not_installed` */
export const statusPlan = (database: Database, request: StatusRequest): Promise<Plan> =>
  database.asOwner((session) => statusPlanIn(session, request));

/**
 * Switches an addon on or off for one organization; its rows stay.
 * @throws KernelError `not_installed`, `hook_failed`
 */
export const setAddonStatus = (
  database: Database,
  request: StatusRequest & { by?: Principal },
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<Plan> => {
  const { addonKey, organizationId, status, by } = request;
  const operation = status === 'enabled' ? 'enable' : 'disable';
  return perform(database, ports, onChanged, { operation, addonKey, organizationId, by }, (session) => statusPlanIn(session, request));
};

/** The way back from an upgrade, made ready to be planned. */
import { valid } from 'semver';
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { parseRange, satisfies } from '../expressions/version-range';
import type { Principal } from '../principal';
import { schemaNameOf } from '../schema/schema-of';
import type { Installation } from './facts';
import { installError } from './messages';
import { readSqlFiles, type SqlFile } from './migrations';
import type { Prepared } from './prepare';
import type { Rename } from './renames';
import { type WayBack, wayBackFrom } from './way-back';

export interface RollbackRequest {
  addonKey: string;
  /** Whose addon goes back: all of them or none; null where everybody's does. */
  organizationIds: readonly string[] | null;
  by?: Principal;
}

interface Standing {
  organizationId: string;
  version: string;
  manifestHash: string;
}

async function standingOf(session: Session, addonKey: string): Promise<Standing[]> {
  const { rows } = await session.run<Standing>(
    compile(sql`select organization_id as "organizationId", version, manifest_hash as "manifestHash" from public.metacore_installations
      where addon_key = ${addonKey} order by organization_id`),
  );
  return rows;
}

/** @throws KernelError `no_way_back` at the first thing the upgrade ran that nobody wrote a way back for */
function refuseOneWay(addonKey: string, { to, migrations, ladder }: WayBack): void {
  const file = ladder[0] ?? migrations.findLast(({ back }) => back === null)?.path;
  if (file !== undefined) throw installError('no_way_back', { key: addonKey, version: to, file });
}

/** What takes the migrations back, the last one first, each once, known by the versions that the ledger of migrations has. */
async function stepsBack(ways: readonly WayBack[], addonKey: string): Promise<SqlFile[]> {
  const ran = new Map(ways.flatMap(({ migrations }) => migrations).map((one) => [one.version, one]));
  const tables = new Set(ways.flatMap(({ manifest }) => (manifest.models ?? []).map(({ table }) => table)));
  const files: SqlFile[] = [];
  for (const { version, back } of [...ran.values()].sort((a, b) => (a.version < b.version ? 1 : -1))) {
    if (back === null) continue;
    const [file] = await readSqlFiles({ [back.path]: back.text }, [back.path], addonKey, tables);
    if (file) files.push({ ...file, version });
  }
  return files;
}

/**
 * Reads; changes nothing.
 * @throws KernelError `not_installed`; `nothing_to_roll_back` where no upgrade led to what is installed; `no_way_back`; `shared_with_newer`
 * where another organization goes on with the newer version in the same tables; what `readSqlFiles` throws
 */
export async function prepareRollback(database: Database, { addonKey, organizationIds: asked, by }: RollbackRequest): Promise<Prepared> {
  const { standing, ways, organizationIds } = await database.asOwner(async (session) => {
    const all = await standingOf(session, addonKey);
    const found: WayBack[] = [];
    const those = asked ?? all.map(({ organizationId }) => organizationId);
    if (those.length === 0) throw installError('not_installed', { key: addonKey });
    for (const organizationId of those) {
      const own = all.find((one) => one.organizationId === organizationId);
      if (!own) throw installError('not_installed', { key: addonKey });
      const way = await wayBackFrom(session, { addonKey, ...own });
      if (way === null) throw installError('nothing_to_roll_back', { key: addonKey, version: own.version });
      found.push(way);
    }
    return { standing: all, ways: found, organizationIds: those };
  });
  const [first] = ways;
  // Two that came from different versions go back to different ones: one after the other.
  if (!first || ways.some(({ manifestHash }) => manifestHash !== first.manifestHash))
    throw installError('nothing_to_roll_back', { key: addonKey, version: '' });
  for (const way of ways) refuseOneWay(addonKey, way);
  const schemas = new Set(organizationIds.map((id) => schemaNameOf(first.manifest, id)));
  const newer = standing.find(
    (one) =>
      !organizationIds.includes(one.organizationId) &&
      one.manifestHash !== first.manifestHash &&
      schemas.has(schemaNameOf(first.manifest, one.organizationId)),
  );
  if (newer) throw installError('shared_with_newer', { key: addonKey, version: newer.version, organization: newer.organizationId });
  const migrations = await stepsBack(ways, addonKey);
  return {
    operation: 'rollback',
    request: {
      manifest: first.manifest,
      manifestHash: first.manifestHash,
      organizationIds,
      locales: first.locales,
      // A name that was moved is moved back: directions do not count (renames.ts).
      renames: ways.flatMap(({ renames }): readonly Rename[] => renames),
      ...(by !== undefined && { by }),
    },
    migrations,
    unread: null,
    ladder: [],
    back: ways,
  };
}

/** @throws KernelError `requirement_missing` where another addon needs the version that would go */
export function refuseDependents(installations: readonly Installation[], { operation, request: { manifest } }: Prepared): void {
  if (operation !== 'rollback') return;
  const { key, version } = manifest.metadata;
  for (const { addonKey, status, manifest: other } of installations) {
    const range = status === 'enabled' ? other?.compatibility.requires.find((one) => one.key === key)?.version : undefined;
    const wanted = range === undefined ? null : parseRange(range);
    if (range !== undefined && wanted !== null && valid(version) !== null && !satisfies(wanted, version))
      throw installError('requirement_missing', { addon: addonKey, key, range, installed: version });
  }
}

/**
 * What an install refuses before it looks at a table: a step back to an older version, the lack of an addon that is required, and a
 * table that another addon has. None of it is refused in development, where an author goes back and forth and has no other addons
 * at hand.
 */
import { lt, valid } from 'semver';
import type { ManifestV3 } from '../../schemas';
import { parseRange, satisfies } from '../expressions/version-range';
import { isReservedKey } from '../contract/reserved-keys';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { installError } from './messages';

/** Older by the rules of versions; two texts that are none are compared as texts, as on the hosts. */
const isOlder = (version: string, than: string): boolean =>
  valid(version) !== null && valid(than) !== null ? lt(version, than) : version < than;

function refuseDowngrade(addonKey: string, version: string, installed: string | undefined): void {
  if (installed === undefined || !isOlder(version, installed)) return;
  throw installError('downgrade_refused', { key: addonKey, installed, version });
}

function refuseMissing({ metadata, compatibility }: ManifestV3, versions: ReadonlyMap<string, string>): void {
  for (const { key, version: range, optional } of compatibility.requires) {
    // The kernel's own version is asked for by the check.
    if (key === 'kernel' || isReservedKey(key)) continue;
    const installed = versions.get(key);
    if (installed === undefined && optional === true) continue;
    const wanted = parseRange(range);
    if (installed !== undefined && (wanted === null || valid(installed) === null || satisfies(wanted, installed))) continue;
    throw installError('requirement_missing', { addon: metadata.key, key, range, ...(installed !== undefined && { installed }) });
  }
}

/** An addon that an organization has. */
interface Neighbour {
  addon_key: string;
  version: string;
  /** Names of the tables its manifest declares; anything at all where what is stored is damaged. */
  tables: unknown[];
}

/** A request by a table's name finds one table. What an addon has already stays its own, whoever came later. */
function refuseTaken({ metadata, models = [] }: ManifestV3, installed: readonly Neighbour[]): void {
  const addon = metadata.key;
  const own = installed.find(({ addon_key: key }) => key === addon)?.tables ?? [];
  for (const [index, { table }] of models.entries()) {
    const owner = installed.find(({ addon_key: key, tables }) => key !== addon && tables.includes(table));
    if (owner && !own.includes(table))
      throw installError('table_taken', { addon, owner: owner.addon_key, table, pointer: `/models/${index}/table` });
  }
}

/** @throws KernelError `downgrade_refused`, `requirement_missing`, `table_taken` */
export async function refuseUnready(session: Session, manifest: ManifestV3, organizationId: string): Promise<void> {
  const { rows } = await session.run<Neighbour>(
    compile(
      sql`select addon_key, version, case when pg_input_is_valid(manifest::text, 'jsonb')
          then jsonb_path_query_array(manifest::jsonb, '$.models[*].table') else '[]' end as tables from public.metacore_installations
        where organization_id = ${organizationId} and status = 'enabled' order by addon_key`,
    ),
  );
  const versions = new Map(rows.map(({ addon_key: key, version }) => [key, version]));
  refuseDowngrade(manifest.metadata.key, manifest.metadata.version, versions.get(manifest.metadata.key));
  refuseMissing(manifest, versions);
  refuseTaken(manifest, rows);
}

/**
 * What an install refuses before it looks at a table: a step back to an older version, and the lack of an addon that is required.
 * Neither is refused in development, where an author goes back and forth and has no other addons at hand.
 */
import { lt, valid } from 'semver';
import type { ManifestV3 } from '../../schemas';
import { parseRange, satisfies } from '../contract/expressions/version-range';
import { isReservedKey } from '../contract/reserved-keys';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { KernelError } from '../errors';

/** Older by the rules of versions; two texts that are none are compared as texts, as on the hosts. */
const isOlder = (version: string, than: string): boolean =>
  valid(version) !== null && valid(than) !== null ? lt(version, than) : version < than;

function refuseDowngrade(addonKey: string, version: string, installed: string | undefined): void {
  if (installed === undefined || !isOlder(version, installed)) return;
  throw new KernelError(
    'downgrade_refused',
    `“${addonKey}” ${installed} is installed, and ${version} is older: hosts refuse to go back. Give the manifest a version above ${installed}, or uninstall the addon first. Nothing was changed.`,
    { details: { installed, version } },
  );
}

function refuseMissing({ metadata, compatibility }: ManifestV3, versions: ReadonlyMap<string, string>): void {
  for (const { key, version: range, optional } of compatibility.requires) {
    // The kernel's own version is asked for by the check.
    if (key === 'kernel' || isReservedKey(key)) continue;
    const installed = versions.get(key);
    if (installed === undefined && optional === true) continue;
    const wanted = parseRange(range);
    if (installed !== undefined && (wanted === null || valid(installed) === null || satisfies(wanted, installed))) continue;
    const found = installed === undefined ? 'it is not installed' : `${installed} is installed`;
    throw new KernelError(
      'requirement_missing',
      `“${metadata.key}” requires “${key}” ${range}, and ${found}. Install “${key}” in a version of that range first. Nothing was changed.`,
      { details: { key, range, ...(installed !== undefined && { installed }) } },
    );
  }
}

/** @throws KernelError `downgrade_refused`, `requirement_missing` */
export async function refuseUnready(session: Session, manifest: ManifestV3, organizationId: string): Promise<void> {
  const { rows } = await session.run<{ addon_key: string; version: string }>(
    compile(
      sql`select addon_key, version from public.metacore_installations where organization_id = ${organizationId} and status = 'enabled'`,
    ),
  );
  const versions = new Map(rows.map(({ addon_key: key, version }) => [key, version]));
  refuseDowngrade(manifest.metadata.key, manifest.metadata.version, versions.get(manifest.metadata.key));
  refuseMissing(manifest, versions);
}

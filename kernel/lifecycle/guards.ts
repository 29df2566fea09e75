/**
 * What a release is refused for before anything is planned: versions that go back, the lack of an addon that is required, and names
 * that another addon has. None of it is refused in development, where an author goes back and forth and has no other addons at hand.
 * Pure: it looks at what was read (facts.ts).
 */
import { lt, valid } from 'semver';
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import { parseRange, satisfies } from '../expressions/version-range';
import type { Facts, Installation } from './facts';
import { installError } from './messages';
import type { Prepared } from './prepare';

/** Older by the rules of versions; two texts that are none are compared as texts, as on the hosts. */
const isOlder = (version: string, than: string): boolean =>
  valid(version) !== null && valid(than) !== null ? lt(version, than) : version < than;

function refuseVersion({ operation, request: { manifest } }: Prepared, installed: string | undefined): void {
  const { key, version } = manifest.metadata;
  if (operation === 'rollback') return;
  if (operation === 'upgrade') {
    if (installed === undefined) throw installError('not_installed', { key });
    if (isOlder(version, installed)) throw installError('cannot_downgrade', { key, installed, version });
    // Builds of one version (`1.0.0+2`) are the same to hosts.
    if (!isOlder(installed, version)) throw installError('same_version', { key, version });
    return;
  }
  if (installed !== undefined && isOlder(version, installed)) throw installError('downgrade_refused', { key, installed, version });
}

/** Addons that are required, without the host itself and without those that may be absent. */
const requirementsOf = ({ compatibility }: ManifestV3) =>
  compatibility.requires.filter(({ key }) => key !== 'kernel' && !isReservedKey(key));

function refuseMissing(manifest: ManifestV3, neighbours: readonly Installation[]): void {
  for (const { key, version: range, optional } of requirementsOf(manifest)) {
    const installed = neighbours.find(({ addonKey }) => addonKey === key)?.version;
    if (installed === undefined && optional === true) continue;
    const wanted = parseRange(range);
    if (installed !== undefined && (wanted === null || valid(installed) === null || satisfies(wanted, installed))) continue;
    throw installError('requirement_missing', { addon: manifest.metadata.key, key, range, ...(installed !== undefined && { installed }) });
  }
}

/** Addons that must be there for each other could never be installed one after the other again. */
function refuseCycle(manifest: ManifestV3, neighbours: readonly Installation[]): void {
  const start = manifest.metadata.key;
  const manifestOf = (key: string) => neighbours.find(({ addonKey }) => addonKey === key)?.manifest ?? null;
  const needs = (one: ManifestV3) => requirementsOf(one).flatMap(({ key, optional }) => (optional === true ? [] : [key]));
  const seen = new Set<string>();
  const paths = needs(manifest).map((key) => [start, key]);
  for (let path = paths.shift(); path; path = paths.shift()) {
    const key = path.at(-1) ?? '';
    if (key === start) throw installError('requirement_cycle', { keys: path });
    if (seen.has(key)) continue;
    seen.add(key);
    const next = manifestOf(key);
    if (next) for (const other of needs(next)) paths.push([...path, other]);
  }
}

/** A request by a table's name finds one table. What an addon has already stays its own, whoever came later. */
function refuseTaken({ metadata, models = [] }: ManifestV3, own: Installation | undefined, others: readonly Installation[]): void {
  const tablesOf = (one: Installation | undefined) => new Set((one?.manifest?.models ?? []).map(({ table }) => table));
  const had = tablesOf(own);
  for (const [index, { table }] of models.entries()) {
    const owner = others.find((other) => tablesOf(other).has(table));
    if (owner && !had.has(table))
      throw installError('table_taken', { addon: metadata.key, owner: owner.addonKey, table, pointer: `/models/${index}/table` });
  }
}

/** Keys of permissions, and of what is provided to others by name: whoever names one means one. */
function refuseClaimed(manifest: ManifestV3, others: readonly Installation[]): void {
  const addon = manifest.metadata.key;
  const claims = (one: ManifestV3) => ({
    permissions: (one.rbac?.permissions ?? []).map(({ key }) => key),
    provides_capabilities: (one.provides_capabilities ?? []).map(({ key }) => key),
    provides_options: (one.provides_options ?? []).map(({ key }) => key),
  });
  const own = claims(manifest);
  for (const { addonKey: owner, manifest: other } of others) {
    if (other === null) continue;
    const theirs = claims(other);
    for (const [index, permission] of own.permissions.entries())
      if (theirs.permissions.includes(permission))
        throw installError('permission_taken', { addon, owner, permission, pointer: `/rbac/permissions/${index}/key` });
    for (const block of ['provides_capabilities', 'provides_options'] as const)
      for (const [index, name] of own[block].entries())
        if (theirs[block].includes(name)) throw installError('provision_taken', { addon, owner, name, pointer: `/${block}/${index}/key` });
  }
}

/**
 * @throws KernelError `not_installed`, `cannot_downgrade`, `same_version`, `downgrade_refused`, `requirement_missing`,
 * `requirement_cycle`, `table_taken`, `permission_taken`, `provision_taken`
 */
export function refuseUnready({ installations }: Pick<Facts, 'installations'>, prepared: Prepared): void {
  const { manifest, organizationIds } = prepared.request;
  for (const organizationId of organizationIds) {
    const all = installations.filter((one) => one.organizationId === organizationId);
    const own = all.find(({ addonKey }) => addonKey === manifest.metadata.key);
    const others = all.filter((one) => one !== own && one.status === 'enabled');
    refuseVersion(prepared, own?.version);
    refuseMissing(manifest, others);
    refuseCycle(manifest, others);
    refuseTaken(manifest, own, others);
    refuseClaimed(manifest, others);
  }
}

/** The roles an addon brings, and the grants its permissions stand for. */
import type { ManifestV3 } from '../../schemas';
import { EVERYTHING } from '../contract/host-roles';
import { VERBS, type Verb } from '../contract/permission-verbs';
import { tableOf } from '../schema/table-of';

export interface RoleGrants {
  key: string;
  name: string;
  permissions: string[];
}

/** The host's own to give: an addon that writes it gives nothing. */
export { EVERYTHING };

/** What a host's administrator would hand out to the roles an addon says nothing of: agents work, viewers look. */
function defaultGrants(manifest: ManifestV3): RoleGrants[] {
  const tables = (manifest.models ?? []).map((model) => model.table);
  const all = (verbs: readonly Verb[]) => tables.flatMap((table) => verbs.map((verb) => `${table}.${verb}`));
  return [
    { key: 'agent', name: 'Agent', permissions: all(VERBS) },
    { key: 'viewer', name: 'Viewer', permissions: all(['index', 'export']) },
  ];
}

/** The roles a manifest declares and those of the host it says nothing of, each with every grant its permissions stand for. */
export function roleGrants(manifest: ManifestV3): RoleGrants[] {
  const { roles = [], permissions } = manifest.rbac ?? {};
  const expanded = (key: string): string[] => {
    const definition = permissions?.find((permission) => permission.key === key);
    return [
      key,
      ...(definition?.models ?? []).flatMap(({ model, actions }) => actions.map((action) => `${tableOf(manifest, model)}.${action}`)),
    ];
  };
  const declared = roles.map((role) => ({
    key: role.key,
    name: role.label,
    permissions: [...new Set((role.permissions ?? []).filter((key) => key !== EVERYTHING).flatMap(expanded))],
  }));
  return [...declared, ...defaultGrants(manifest).filter(({ key }) => !roles.some((role) => role.key === key))];
}

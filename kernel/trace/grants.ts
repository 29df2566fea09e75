/** Which line of which manifest a grant comes from. */
import type { Registry } from '../installed/registry';
import { tableOf } from '../schema/table-of';
import type { ManifestPlace } from './trace';

/** Null where no manifest says it: the host's own grants, and those it hands out where an addon declares no such role. */
export function placeOfGrant(
  registry: Registry,
  organizationId: string,
  grantedBy: string,
  role: string,
  grant: string,
): ManifestPlace | null {
  const found = registry.addons(organizationId).find(({ key }) => key === grantedBy);
  if (!found) return null;
  const { key: addon, manifest } = found;
  const { roles = [], permissions = [] } = manifest.rbac ?? {};
  const index = roles.findIndex(({ key }) => key === role);
  for (const [at, permission] of (roles[index]?.permissions ?? []).entries()) {
    if (permission === grant) return { addon, pointer: `/rbac/roles/${index}/permissions/${at}` };
    const definition = permissions.findIndex(({ key }) => key === permission);
    for (const [model, { model: name, actions }] of (permissions[definition]?.models ?? []).entries()) {
      const action = actions.findIndex((verb) => `${tableOf(manifest, name)}.${verb}` === grant);
      if (action >= 0) return { addon, pointer: `/rbac/permissions/${definition}/models/${model}/actions/${action}` };
    }
  }
  return null;
}

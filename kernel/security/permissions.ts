/**
 * What a caller may do. Grants are texts (`orders.index`); a role holds them, a person holds roles. Both spellings of the
 * platform are read: the table with the host's verbs, the model with the kernel's (docs/architecture/04, SEC-PERMISSIONS).
 */
import type { ManifestV3 } from '../../schemas';
import type { DynamicModel } from '../dynamic/model';
import type { Operation } from '../dynamic/operation';
import { RequestFailure } from '../failure';
import { placeOfGrant } from '../trace/grants';
import type { Decision } from '../trace/trace';
import type { Principal } from './principal';
import { tableOf } from './table-of';

/** `index`, `create`, `update`, `delete`, `export`, `import`, or the key of an action. */
export type Verb = string;

/** Roles that are never asked. */
const SUPER_ROLES: ReadonlySet<string> = new Set(['owner']);
const EVERYTHING = '*';

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  index: ['index', 'read', 'list', 'view'],
  create: ['create'],
  update: ['update', 'edit'],
  delete: ['delete'],
  // In the kernel's spelling whoever reads may export; in the host's it is a permission of its own.
  export: ['export', 'read'],
  import: ['import'],
};

/** How a grant for a verb may be spelled; an action is also allowed to whoever may update. */
const spellingsOf = (verb: Verb): readonly string[] =>
  Object.hasOwn(SPELLINGS, verb) ? (SPELLINGS[verb] ?? []) : [verb, 'update', 'edit'];

const namesOf = (model: DynamicModel): string[] => {
  const names = [model.table.toLowerCase(), model.key.toLowerCase()];
  return [...names, ...names.map((name) => `${model.addonKey}.${name}`)];
};

const isUnasked = (principal: Principal): boolean => principal.isAdmin || principal.roles.some((role) => SUPER_ROLES.has(role));

/** Everything a person's roles hold, in order. */
export function grantsOf({ registry, principal }: Pick<Operation, 'registry' | 'principal'>): string[] {
  if (isUnasked(principal)) return [EVERYTHING];
  return [...new Set(principal.roles.flatMap((role) => [...registry.grants(principal.organizationId, role)]))].sort();
}

/** Whether one of the caller's roles holds a permission as it is written, or everything. */
export function holds({ registry, principal }: Pick<Operation, 'registry' | 'principal'>, permission: string): boolean {
  if (isUnasked(principal)) return true;
  return principal.roles.some((role) => {
    const grants = registry.grants(principal.organizationId, role);
    return grants.has(EVERYTHING) || grants.has(permission);
  });
}

export function permits(operation: Operation, model: DynamicModel, verb: Verb): boolean {
  if (isUnasked(operation.principal)) return true;
  return namesOf(model).some((name) => spellingsOf(verb).some((spelling) => holds(operation, `${name}.${spelling}`)));
}

/** The role and the grant by which a caller may do something. */
function grantBy({ registry, principal }: Operation, model: DynamicModel, verb: Verb): { role: string; grant: string } | null {
  const wanted = namesOf(model).flatMap((name) => spellingsOf(verb).map((spelling) => `${name}.${spelling}`));
  for (const role of principal.roles) {
    const grants = registry.grants(principal.organizationId, role);
    const grant = [EVERYTHING, ...wanted].find((each) => grants.has(each));
    if (grant !== undefined) return { role, grant };
  }
  return null;
}

/** The decision as a trace tells it. */
function explained(operation: Operation, model: DynamicModel, verb: Verb, permission: string): Decision {
  const kind = 'permission' as const;
  if (isUnasked(operation.principal)) return { kind, permission, allowed: true, because: 'administrator' };
  const by = grantBy(operation, model, verb);
  if (!by) return { kind, permission, allowed: false, because: 'no grant' };
  const place = placeOfGrant(operation.registry, operation.principal.organizationId, by.role, by.grant);
  return { kind, permission, allowed: true, because: 'grant', ...by, ...(place && { place }) };
}

/** @throws RequestFailure 403 with the permission that is missing */
export function authorize(operation: Operation, model: DynamicModel, verb: Verb): void {
  const permission = `${model.table}.${verb.slice(0, 64)}`;
  operation.trace?.decide(explained(operation, model, verb, permission));
  if (permits(operation, model, verb)) return;
  throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission });
}

export interface RoleGrants {
  key: string;
  name: string;
  permissions: string[];
}

const ALL_VERBS = ['index', 'create', 'update', 'delete', 'export', 'import'];

/** What a host's administrator would hand out to the roles an addon says nothing of: agents work, viewers look. */
function defaultGrants(manifest: ManifestV3): RoleGrants[] {
  const tables = (manifest.models ?? []).map((model) => model.table);
  const all = (verbs: readonly string[]) => tables.flatMap((table) => verbs.map((verb) => `${table}.${verb}`));
  return [
    { key: 'agent', name: 'Agent', permissions: all(ALL_VERBS) },
    { key: 'viewer', name: 'Viewer', permissions: all(['index', 'export']) },
  ];
}

/** The roles an addon brings, with every grant its permissions stand for. */
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
    permissions: [...new Set((role.permissions ?? []).flatMap(expanded))],
  }));
  return [...declared, ...defaultGrants(manifest).filter(({ key }) => !roles.some((role) => role.key === key))];
}

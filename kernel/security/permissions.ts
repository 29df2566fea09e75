/**
 * What a caller may do. Grants are texts (`orders.index`); a role holds them, a person holds roles. A grant carries the addon that
 * brought it and opens nothing but that addon's own models and those of the addons it requires; what the host gave opens whatever
 * it names (docs/architecture/04, SEC-PERMISSIONS).
 */
import { actionAsked, type Asked, permissionText, spellingsOf, VERBS, verbOf } from '../contract/permission-verbs';
import { ROLES } from '../database/core-rows';
import { CORE_ADDON, CORE_MODELS } from '../installed/core-models';
import type { DynamicModel } from '../installed/model';
import type { RegistryScope, Operation } from '../operation/operation';
import { RequestFailure } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { placeOfGrant } from '../trace/grants';
import type { Decision } from '../trace/trace';
import type { Principal } from '../principal';
import { EVERYTHING } from './role-grants';

/** Roles that are never asked. */
const SUPER_ROLES: ReadonlySet<string> = new Set(['owner']);
/** Roles of the host: an addon adds to them what concerns its own models, and nothing else. */
const HOST_ROLES: ReadonlySet<string> = new Set(ROLES.map(({ key }) => key));
/** By whom a grant of the host's own was brought. */
const HOST = '';

/** Administrators and owners are never asked. */
export const isUnasked = (principal: Principal): boolean => principal.isAdmin || principal.roles.some((role) => SUPER_ROLES.has(role));

const addonNamed = ({ registry, principal }: RegistryScope, key: string): InstalledAddon | undefined =>
  registry.addons(principal.organizationId).find((addon) => addon.key === key);

const requires = (addon: InstalledAddon | undefined, other: string): boolean =>
  addon?.manifest.compatibility.requires.some(({ key }) => key === other) === true;

const ownNames = ({ table, key }: Pick<DynamicModel, 'table' | 'key'>): string[] => [table.toLowerCase(), key.toLowerCase()];
const qualified = ({ addonKey }: DynamicModel, names: readonly string[]): string[] => names.map((name) => `${addonKey}.${name}`);

/**
 * What a model is called in the grants of an addon (`HOST`: in the host's): within its own addon by table or key; elsewhere by
 * table, unless a model there is called so, and with its addon before it. None where it may not be named at all.
 */
function namesFor(asking: RegistryScope, model: DynamicModel, grantedBy: string): string[] {
  const names = ownNames(model);
  if (grantedBy === HOST || grantedBy === model.addonKey) return [...names, ...qualified(model, names)];
  const other = addonNamed(asking, grantedBy);
  if (model.addonKey === CORE_ADDON || !requires(other, model.addonKey)) return [];
  const table = model.table.toLowerCase();
  const isTaken = other?.models.some((own) => ownNames(own).includes(table)) === true;
  return [...(isTaken ? [] : [table]), ...qualified(model, names)];
}

interface FoundGrant {
  role: string;
  grant: string;
  /** Empty for the host. */
  addonKey: string;
}

/** The first grant by which a caller may do something with a model. */
function grantFor(asking: RegistryScope, model: DynamicModel, asked: Asked): FoundGrant | null {
  const { registry, principal } = asking;
  const spellings = spellingsOf(asked);
  for (const role of principal.roles) {
    for (const [addonKey, held] of registry.grants(principal.organizationId, role)) {
      if (addonKey === HOST && held.has(EVERYTHING)) return { role, grant: EVERYTHING, addonKey };
      if (addonKey !== HOST && addonKey !== model.addonKey && HOST_ROLES.has(role)) continue;
      for (const name of namesFor(asking, model, addonKey)) {
        const word = spellings.find((spelling) => held.has(`${name}.${spelling}`));
        if (word !== undefined) return { role, grant: `${name}.${word}`, addonKey };
      }
    }
  }
  return null;
}

/** Whether the caller may do something with a model's rows, or run an action of it (`actionAsked(key)`). */
export function permits(asking: RegistryScope, model: DynamicModel, asked: Asked): boolean {
  return isUnasked(asking.principal) || grantFor(asking, model, asked) !== null;
}

/** What a permission names as an addon reads it: a model and what is asked of it; null for one of the addon's own making. */
function meantBy(asking: RegistryScope, addonKey: string, permission: string): { model: DynamicModel; asked: Asked } | null {
  const installed = asking.registry.addons(asking.principal.organizationId);
  const models = installed.flatMap((addon) => addon.models.map((model) => ({ model, names: namesFor(asking, model, addonKey), addon })));
  const core = CORE_MODELS.map((model) => ({ model, names: namesFor(asking, model, HOST), addon: null }));
  for (const { model, names, addon } of [...models, ...core]) {
    for (const name of names.filter((one) => permission.startsWith(`${one}.`))) {
      const word = permission.slice(name.length + 1);
      const verb = verbOf(word);
      if (verb !== null) return { model, asked: verb };
      const key = word.startsWith('action:') ? word.slice('action:'.length) : word;
      if (addon && actionsOf(addon, model).includes(key)) return { model, asked: actionAsked(key) };
    }
  }
  return null;
}

/** The keys of the actions an addon contributes to a model of its own. */
export function actionsOf({ manifest }: InstalledAddon, model: DynamicModel): string[] {
  const targets = new Set([model.key, model.table, `${model.addonKey}.${model.key}`]);
  return (manifest.contributions?.actions ?? []).filter(({ target_model: target = '' }) => targets.has(target)).map(({ key }) => key);
}

/**
 * Whether the caller has a permission that an addon's manifest names, of a menu entry or a widget. One that names a model is
 * answered as the data routes answer; one of the addon's own making is held as it is written, by a grant of that addon, of one
 * that it requires, or of one that requires it.
 */
export function holds(asking: RegistryScope, addonKey: string, permission: string): boolean {
  const { registry, principal } = asking;
  if (isUnasked(principal)) return true;
  const meant = meantBy(asking, addonKey, permission);
  if (meant) return permits(asking, meant.model, meant.asked);
  const own = addonNamed(asking, addonKey);
  return principal.roles.some((role) =>
    [...registry.grants(principal.organizationId, role)].some(([by, held]) => {
      if (by === HOST) return held.has(EVERYTHING) || held.has(permission);
      const isKin = by === addonKey || (!HOST_ROLES.has(role) && (requires(own, by) || requires(addonNamed(asking, by), addonKey)));
      return isKin && held.has(permission);
    }),
  );
}

/** Whether the caller may approve what a supervisor's policy asks for: by `general.approve_<policy>`, of the host or of an addon that asks by this policy. */
export function mayApprove({ registry, principal }: RegistryScope, policy: string): boolean {
  if (isUnasked(principal)) return true;
  const permission = `general.approve_${policy}`;
  const asks = (addonKey: string): boolean =>
    addonNamed({ registry, principal }, addonKey)?.manifest.contributions?.actions?.some(
      (action) => action.supervisor_policy === policy,
    ) === true;
  return principal.roles.some((role) =>
    [...registry.grants(principal.organizationId, role)].some(([by, held]) =>
      by === HOST ? held.has(EVERYTHING) || held.has(permission) : held.has(permission) && asks(by),
    ),
  );
}

/** Everything a person's roles hold, in order: as it was written, and as the data routes read it (`<table>.<verb>`). */
export function grantsOf(asking: RegistryScope): string[] {
  const { registry, principal } = asking;
  if (isUnasked(principal)) return [EVERYTHING];
  const written = principal.roles.flatMap((role) => [...registry.grants(principal.organizationId, role)].flatMap(([, held]) => [...held]));
  const read = registry
    .addons(principal.organizationId)
    .flatMap((addon) =>
      addon.models.flatMap((model) =>
        [...VERBS, ...actionsOf(addon, model).map(actionAsked)]
          .filter((asked) => permits(asking, model, asked))
          .map((asked) => permissionText(model.table, asked)),
      ),
    );
  return [...new Set([...written, ...read])].sort();
}

export type PermissionDecision = Extract<Decision, { kind: 'permission' }>;

/** What is decided when the caller asks this of a model, and why: as a trace tells it, asked or not. */
export function decisionOn(asking: RegistryScope, model: DynamicModel, asked: Asked): PermissionDecision {
  const kind = 'permission' as const;
  const permission = permissionText(model.table, asked);
  if (isUnasked(asking.principal)) return { kind, permission, allowed: true, because: 'administrator' };
  const found = grantFor(asking, model, asked);
  if (!found) return { kind, permission, allowed: false, because: 'no grant' };
  const { role, grant } = found;
  const place = placeOfGrant(asking.registry, asking.principal.organizationId, found.addonKey, role, grant);
  return { kind, permission, allowed: true, because: 'grant', role, grant, ...(place && { place }) };
}

/** @throws RequestFailure 403 with the permission that is missing */
export function authorize(operation: Operation, model: DynamicModel, asked: Asked): void {
  const permission = permissionText(model.table, asked);
  operation.trace?.decide(decisionOn(operation, model, asked));
  if (permits(operation, model, asked)) return;
  throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission });
}

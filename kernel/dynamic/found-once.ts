/** Facts about a model that follow from what an organization has installed, found once for it. */
import type { Registry } from '../installed/registry';
import type { DynamicModel } from '../installed/model';
import type { RegistryScope } from '../operation/operation';

type Found<T> = Map<string, Map<DynamicModel, T>>;

/**
 * Remembers what `find` says of a model. Kept by what it depends on: the registry, which every install replaces, the organization and
 * the model. Core models are one object for all organizations, each of which has addons of its own. `find` may not depend on who asks.
 */
export function foundOnce<T>(find: (asking: RegistryScope, model: DynamicModel) => T): (asking: RegistryScope, model: DynamicModel) => T {
  const kept = new WeakMap<Registry, Found<T>>();
  return (asking, model) => {
    const { registry, principal } = asking;
    let ofRegistry = kept.get(registry);
    if (!ofRegistry) kept.set(registry, (ofRegistry = new Map<string, Map<DynamicModel, T>>()));
    let ofOrganization = ofRegistry.get(principal.organizationId);
    if (!ofOrganization) ofRegistry.set(principal.organizationId, (ofOrganization = new Map<DynamicModel, T>()));
    if (!ofOrganization.has(model)) ofOrganization.set(model, find(asking, model));
    return ofOrganization.get(model) as T;
  };
}

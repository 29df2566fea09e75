/** Facts about a model that follow from what an organization has installed, found once for it. */
import type { DynamicModel } from '../installed/model';
import { perOrganization } from '../installed/per-organization';
import type { RegistryScope } from '../operation/operation';

/**
 * Remembers what `find` says of a model. Kept by what it depends on: the registry, which every install replaces, the organization and
 * the model. Core models are one object for all organizations, each of which has addons of its own. `find` may not depend on who asks.
 */
export function foundOnce<T>(find: (asking: RegistryScope, model: DynamicModel) => T): (asking: RegistryScope, model: DynamicModel) => T {
  const kept = perOrganization(() => new Map<DynamicModel, T>());
  return (asking, model) => {
    const found = kept(asking.registry, asking.principal.organizationId);
    if (!found.has(model)) found.set(model, find(asking, model));
    return found.get(model) as T;
  };
}

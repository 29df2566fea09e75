/** What follows from what an organization has installed, worked out once. */
import type { Registry } from './registry';

/** Remembers what `make` answers. Kept by what it depends on: the registry, which every install replaces, and the organization. */
export function perOrganization<T>(
  make: (registry: Registry, organizationId: string) => T,
): (registry: Registry, organizationId: string) => T {
  const kept = new WeakMap<Registry, Map<string, T>>();
  return (registry, organizationId) => {
    let ofRegistry = kept.get(registry);
    if (!ofRegistry) kept.set(registry, (ofRegistry = new Map<string, T>()));
    if (!ofRegistry.has(organizationId)) ofRegistry.set(organizationId, make(registry, organizationId));
    return ofRegistry.get(organizationId) as T;
  };
}

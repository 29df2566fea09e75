/** For whom a function runs that an operation calls. */
import type { InstalledAddon } from '../installed/registry';
import type { Operation } from './operation';
import type { Invocation } from './guest';

export function invocationOf(operation: Operation, addon: InstalledAddon): Invocation {
  const { principal, correlationId, origin, depth, trace } = operation;
  return {
    organizationId: addon.organizationId,
    addonKey: addon.key,
    installationId: addon.installationId,
    principal,
    correlationId,
    origin,
    depth,
    trace,
  };
}

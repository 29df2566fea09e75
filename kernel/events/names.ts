/** Names of events and the patterns that match them (docs/architecture/08, EVENT-NAMES). */
import type { Registry } from '../installed/registry';

/** Published by the kernel itself. */
export const KERNEL_PUBLISHER = 'kernel';
/** A delivery that was given up. */
export const DELIVERY_DEAD = 'kernel.dispatch.delivery_dead';
/** Who acts where no person does. */
export const SYSTEM_ACTOR = '00000000-0000-0000-0000-000000000001';

export const MAX_EVENT_NAME_BYTES = 256;

/** Exactly, all of them by `*`, or by a trailing `.*`, which matches the bare prefix too. */
export function matchesEvent(pattern: string, name: string): boolean {
  if (pattern === '*' || pattern === name) return true;
  return pattern.endsWith('.*') && (name === pattern.slice(0, -2) || name.startsWith(pattern.slice(0, -1)));
}

/**
 * The pattern with the model's key where it names the table: events of rows are called by the key, and a subscription to
 * `shop.orders.created` would wait for ever.
 */
export function routedPattern(registry: Registry, organizationId: string, pattern: string): string {
  const [addon, model, moment, ...rest] = pattern.split('.');
  if (addon === undefined || model === undefined || moment === undefined || rest.length > 0) return pattern;
  const found = registry.model(organizationId, `${addon}.${model}`);
  return found?.table === model && found.key !== model ? `${addon}.${found.key}.${moment}` : pattern;
}

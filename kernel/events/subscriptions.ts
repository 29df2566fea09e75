/** What the installed addons of an organization declare to hear of, and what they count. */
import type { Handler } from '../../schemas';
import { coversEvent } from '../contract/capability-target';
import { perOrganization } from '../installed/per-organization';
import type { InstalledAddon, Registry } from '../installed/registry';
import type { Predicate } from '../expressions/predicate';
import { filterHolds, parseFilter } from './filter';
import { matchesEvent, routedPattern } from './names';

export interface Subscription {
  readonly addon: InstalledAddon;
  /** As the manifest writes it. */
  readonly pattern: string;
  readonly handler: Handler;
  /** The function or the address. */
  readonly target: string;
  /** Where the manifest declares it. */
  readonly pointer: string;
}

interface Compiled extends Subscription {
  /** With the model's key where the manifest names a table. */
  readonly routed: string;
  /** Null where it cannot be read: such a subscription hears of nothing. */
  readonly filter: Predicate | null;
}

export const targetOf = (handler: Handler): string => handler.function ?? handler.url ?? handler.operation ?? handler.capability ?? '';

const compiled = perOrganization((registry, organizationId): readonly Compiled[] =>
  registry.addons(organizationId).flatMap((addon) =>
    (addon.manifest.contributions?.subscriptions ?? []).map((subscription, index): Compiled => ({
      addon,
      pattern: subscription.event,
      routed: routedPattern(registry, organizationId, subscription.event),
      handler: subscription.handler,
      target: targetOf(subscription.handler),
      filter: parseFilter(subscription.filter ?? ''),
      pointer: `/contributions/subscriptions/${index}`,
    })),
  ),
);

/** The subscriptions an event goes to, in the order of addons and manifests. */
export function subscriptionsTo(registry: Registry, organizationId: string, name: string, payload: unknown): Subscription[] {
  return compiled(registry, organizationId).filter(
    ({ routed, filter }) => matchesEvent(routed, name) && filter !== null && filterHolds(filter, payload),
  );
}

/** Whether a subscription is still declared by an addon that is still installed. */
export function stillDeclared(
  registry: Registry,
  organizationId: string,
  wanted: { addonKey: string; pattern: string; handlerType: string; target: string },
): Subscription | null {
  return (
    compiled(registry, organizationId).find(
      ({ addon, pattern, handler, target }) =>
        addon.key === wanted.addonKey && pattern === wanted.pattern && handler.type === wanted.handlerType && target === wanted.target,
    ) ?? null
  );
}

/** Where a capability that covers an event is declared; null without one. */
export function grantFor(addon: InstalledAddon, kind: 'event:emit' | 'event:subscribe', event: string): string | null {
  const index = addon.manifest.capabilities?.findIndex((one) => one.kind === kind && coversEvent(one.target, event)) ?? -1;
  return index < 0 ? null : `/capabilities/${index}`;
}

export interface Meter {
  addonKey: string;
  event: string;
  unit: string;
}

const declaredMeters = perOrganization((registry, organizationId): readonly Meter[] =>
  registry
    .addons(organizationId)
    .flatMap(({ key, manifest }) => (manifest.billing?.metered_events ?? []).map(({ event, unit }) => ({ addonKey: key, event, unit }))),
);

/** The meters an event moves. */
export const metersOf = (registry: Registry, organizationId: string, name: string): Meter[] =>
  declaredMeters(registry, organizationId).filter(({ event }) => event === name);

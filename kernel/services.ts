/** What every operation of one kernel shares. */
import type { RunningKeys } from './actions/idempotency';
import type { Clock } from './clock';
import type { Database } from './database/port';
import type { ListedDelivery, ListedEvent, MeterReading } from './events/ledger';
import type { Recorded } from './events/record';
import type { GuestPort } from './guest/port';
import type { Registry } from './installed/registry';
import type { Trace } from './trace/trace';
import type { WebhookDesk } from './webhooks/desk';
import type { SentWebhook } from './webhooks/outbox';

/** `shadow` lets through what a capability does not allow, and reports it. */
export type Enforcement = 'enforce' | 'shadow';

export interface Services {
  readonly clock: Clock;
  readonly database: Database;
  /** What is installed now. */
  readonly registry: () => Registry;
  readonly desk: WebhookDesk;
  readonly guest: GuestPort;
  /** As it is now: it may change between two requests. */
  readonly enforcement: Enforcement;
  readonly runningKeys: RunningKeys;
  /** Tells of events that were recorded and committed. */
  readonly left: (recorded: readonly Recorded[]) => void;
  readonly reportError: (error: unknown) => void;
  readonly views: Views;
}

/** What can be looked at beside the rows. Lists begin with the newest and hold two hundred at most. */
export interface Views {
  readonly events: (organizationId: string) => Promise<ListedEvent[]>;
  readonly deliveries: (organizationId: string) => Promise<ListedDelivery[]>;
  /** Delivers once more; false when the organization has no such delivery. */
  readonly replay: (organizationId: string, deliveryId: string) => Promise<boolean>;
  /** Resolves when nothing is due to be delivered any more. */
  readonly settled: () => Promise<void>;
  /** What `billing.metered_events` counted. */
  readonly meters: (organizationId: string) => Promise<MeterReading[]>;
  readonly webhooks: (organizationId: string) => Promise<SentWebhook[]>;
  readonly traces: (organizationId: string) => readonly Trace[];
  /** Keeps the traces of an organization, or stops and forgets them; nobody else's. */
  readonly trace: (organizationId: string, on: boolean) => void;
}

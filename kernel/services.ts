/** What every operation of one kernel shares. */
import type { RunningKeys } from './actions/idempotency';
import type { Clock } from './clock';
import type { Database, Session } from './database/port';
import type { Recorded } from './events/record';
import type { GuestPort } from './guest/port';
import type { Registry } from './installer/registry';
import type { WebhookDesk } from './webhooks/desk';

/** `shadow` lets through what a capability does not allow, and reports it. */
export type Enforcement = 'enforce' | 'shadow';

export interface Services {
  readonly clock: Clock;
  readonly database: Database;
  /** What is installed now. */
  readonly registry: () => Registry;
  readonly desk: WebhookDesk;
  readonly guest: GuestPort;
  readonly enforcement: Enforcement;
  readonly runningKeys: RunningKeys;
  /** What waits for the end of an action's transaction, whatever it is. */
  readonly held: WeakMap<Session, (() => Promise<void>)[]>;
  /** Tells of events that were recorded and committed. */
  readonly left: (recorded: readonly Recorded[]) => void;
  readonly reportError: (error: unknown) => void;
}

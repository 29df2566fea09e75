/** What every operation of one kernel shares: the parts that are neither the database nor what is installed. */
import type { RunningKeys } from './actions/idempotency';
import type { Clock } from './clock';
import type { GuestPort } from './guest/port';
import type { WebhookDesk } from './webhooks/desk';

export interface Services {
  readonly clock: Clock;
  readonly desk: WebhookDesk;
  readonly guest: GuestPort;
  readonly runningKeys: RunningKeys;
}

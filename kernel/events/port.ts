/** What the room of events gives to others while a kernel runs. */
import { type Port, port } from '../port';
import type { Recorded } from './record';

export interface EventsPort {
  /** Tells of events that were recorded and committed, and has their deliveries worked off. */
  readonly left: (recorded: readonly Recorded[]) => void;
  /** Delivers once more; false when the organization has no such delivery. */
  readonly replay: (organizationId: string, deliveryId: string) => Promise<boolean>;
  /** Resolves when nothing is due to be delivered any more. */
  readonly settled: () => Promise<void>;
}

export const EVENTS: Port<EventsPort> = port('the events');

/** What every operation of one kernel shares. What rooms above this one bring along is had by their ports. */
import type { Clock } from '../clock';
import type { Database } from '../database/port';
import type { Registry } from '../installed/registry';
import type { Ports } from '../port';

/** `shadow` lets through what a capability does not allow, and reports it. */
export type Enforcement = 'enforce' | 'shadow';

export interface Services {
  readonly clock: Clock;
  readonly database: Database;
  /** What is installed now. */
  readonly registry: () => Registry;
  /** As it is now: it may change between two requests. */
  readonly enforcement: Enforcement;
  readonly reportError: (error: unknown) => void;
  /** Whether whoever administers one organization looks after all of them, as an author does in the page. */
  readonly isAuthors: boolean;
  readonly ports: Ports;
}

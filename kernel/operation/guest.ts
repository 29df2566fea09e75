/**
 * The port to the code an addon brings (docs/architecture/08). Whoever holds the kernel hands in something that runs it; the
 * kernel itself only says which function, for whom, and with what.
 */
import type { Session } from '../database/port';
import type { Origin } from '../journal/origin';
import { type Port, port } from '../port';
import type { Principal } from '../principal';
import type { Recorder } from '../trace/trace';

/** For whom a function runs. A guest can set none of it. */
export interface Invocation {
  readonly organizationId: string;
  readonly addonKey: string;
  readonly installationId: string;
  /** Whoever caused it, however many hops ago. */
  readonly principal: Principal;
  readonly correlationId: string | null;
  /** What it belongs to, for the journal. */
  readonly origin: Origin;
  /** Hops from event to event since a person asked; 0 for what a request runs itself. */
  readonly depth: number;
  /** Hears why; null where nobody asks. */
  readonly trace: Recorder | null;
}

export interface GuestCall {
  readonly invocation: Invocation;
  /** Name of the export. */
  readonly function: string;
  /** JSON text. */
  readonly payload: string;
  /** The transaction its writes belong to; null where each write is its own. */
  readonly session: Session | null;
}

/** `loading`: it will answer soon. `absent`: the addon has no code here. */
export type GuestState = 'ready' | 'loading' | 'absent';

export interface GuestPort {
  state(organizationId: string, addonKey: string): GuestState;
  /**
   * Runs a function; resolves with its output, `""` when it gave none.
   * @throws KernelError where it trapped, took too long, or is not exported
   */
  call(call: GuestCall): Promise<string>;
}

export const GUEST: Port<GuestPort> = port('the code of addons');

/** No addon has code. */
export const NO_GUEST: GuestPort = {
  state: () => 'absent',
  call: () => Promise.reject(new Error('a function was called where no guest is')),
};

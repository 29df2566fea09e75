/**
 * The network, which the host hands in, and the hosts that a person let an addon reach. Without either nothing leaves the machine: a
 * person allows a host beside the kernel, in the page or on the command line, and never by a request, which an addon's own screens
 * could send.
 */
import type { Clock } from '../clock';
import { type Port, port } from '../port';
import { isPrivateHost } from './private-address';
import type { OutboundRequest } from './message';

export interface NetworkAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Read as far as it is wanted and no further. */
  body: AsyncIterable<Uint8Array>;
}

export interface Network {
  /**
   * Sends a request and follows nothing: a redirect is an answer. Names that resolve to private addresses are refused.
   * @throws Error that says what went wrong on the way
   */
  send(request: OutboundRequest, signal: AbortSignal): Promise<NetworkAnswer>;
}

/** Requests of one addon to the network in a minute. */
export const MAX_PER_MINUTE = 120;
/** Hosts that can be allowed. */
export const MAX_ALLOWED_HOSTS = 100;
const MINUTE = 60_000;

export interface Outbound {
  readonly network: Network | null;
  /**
   * From now on requests to this host go to the network; `host[:port]` as an address has it.
   * @throws RangeError for what is no public host, or for more than a hundred
   */
  allow(host: string): void;
  forbid(host: string): void;
  allowed(): readonly string[];
  /** Whether one more request of an addon may leave now; it is counted. */
  take(addon: string): boolean;
}

export const OUTBOUND: Port<Outbound> = port('the way out');

export function createOutbound(network: Network | null, clock: Clock): Outbound {
  const hosts = new Set<string>();
  const taken = new Map<string, number[]>();
  return {
    network,
    allow(given) {
      const host = given.trim().toLowerCase();
      let read = '';
      try {
        read = new URL(`https://${host}`).host;
      } catch {
        // Said below.
      }
      if (read === '' || read !== host.replace(/:443$/, '') || isPrivateHost(new URL(`https://${host}`).hostname))
        throw new RangeError(`"${given.slice(0, 255)}" is no public host`);
      if (!hosts.has(read) && hosts.size >= MAX_ALLOWED_HOSTS)
        throw new RangeError(`${String(MAX_ALLOWED_HOSTS)} hosts are allowed already`);
      hosts.add(read);
    },
    forbid: (host) => void hosts.delete(host.trim().toLowerCase()),
    allowed: () => [...hosts],
    take(addon) {
      const now = clock.now();
      const recent = (taken.get(addon) ?? []).filter((at) => at > now - MINUTE);
      const isFree = recent.length < MAX_PER_MINUTE;
      taken.set(addon, isFree ? [...recent, now] : recent);
      return isFree;
    },
  };
}

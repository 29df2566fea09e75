/** How often a public address may be asked by one client: of a link it has, and of links that are none (PUBLIC). Kept in memory. */
import type { Clock } from '../clock';
import { RequestFailure } from '../failure';
import { type Port, port } from '../port';

const WINDOW_MS = 60_000;
/** Requests a minute to one link, and to addresses that are no link. */
const MAX_OF_LINK = 120;
const MAX_MISSES = 30;
/** Counts that are kept before those whose time is over are forgotten. */
const SWEPT_AT = 10_000;

export interface PublicLimiter {
  /** Counts a request to a link. @throws RequestFailure 429 `rate_limited` */
  asked(client: string, link: string): void;
  /** Whether this client looks for links; asked before anything is looked up. @throws RequestFailure 429 `rate_limited` */
  refuseGuessing(client: string): void;
  /** Counts an address that was no link. */
  missed(client: string): void;
}

export const PUBLIC_LIMITER: Port<PublicLimiter> = port('the limits of public addresses');

export function createPublicLimiter(clock: Clock): PublicLimiter {
  const counts = new Map<string, { since: number; count: number }>();
  const isOver = ({ since }: { since: number }): boolean => clock.now() - since >= WINDOW_MS;
  const countOf = (key: string): { since: number; count: number } => {
    const found = counts.get(key);
    if (found !== undefined && !isOver(found)) return found;
    if (counts.size >= SWEPT_AT) for (const [other, one] of counts) if (isOver(one)) counts.delete(other);
    // What is left of them is asked within the same minute: whoever asks so much begins anew.
    if (counts.size >= SWEPT_AT) counts.clear();
    const fresh = { since: clock.now(), count: 0 };
    counts.set(key, fresh);
    return fresh;
  };
  const refuse = (): never => {
    throw new RequestFailure(429, 'too many requests: wait a minute', { code: 'rate_limited' });
  };
  return {
    asked(client, link) {
      const found = countOf(`link ${client} ${link}`);
      found.count += 1;
      if (found.count > MAX_OF_LINK) refuse();
    },
    refuseGuessing(client) {
      if (countOf(`miss ${client}`).count >= MAX_MISSES) refuse();
    },
    missed(client) {
      countOf(`miss ${client}`).count += 1;
    },
  };
}

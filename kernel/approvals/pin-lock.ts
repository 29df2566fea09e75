/** Five wrong PINs within five minutes lock whoever typed them until five minutes after the first (APPROVAL-PIN). Kept in memory. */
import type { Clock } from '../clock';
import { type Port, port } from '../port';
import { approvalFailure } from './failure';

const MAX_FAILURES = 5;
const WINDOW_MS = 5 * 60_000;
/** Counts that are kept before those whose time is over are forgotten. */
const SWEPT_AT = 1_000;

export interface PinLock {
  /**
   * Counts a try as wrong until it is known to be right, so that of many at once none is tried uncounted. The answer takes back every
   * wrong one before it.
   * @throws RequestFailure 429 `approval_pin_locked`
   */
  begin(organizationId: string, requesterId: string): () => void;
}

export const PIN_LOCK: Port<PinLock> = port('the lock of PINs');

export function createPinLock(clock: Clock): PinLock {
  const counts = new Map<string, { since: number; failures: number }>();
  const isOver = ({ since }: { since: number }): boolean => clock.now() - since >= WINDOW_MS;
  return {
    begin(organizationId, requesterId) {
      const key = `${organizationId} ${requesterId}`;
      const found = counts.get(key);
      const count = found === undefined || isOver(found) ? { since: clock.now(), failures: 0 } : found;
      if (count.failures >= MAX_FAILURES) throw approvalFailure(429, 'approval_pin_locked', 'too many wrong PINs: wait five minutes');
      if (counts.size >= SWEPT_AT) for (const [other, one] of counts) if (isOver(one)) counts.delete(other);
      count.failures += 1;
      counts.set(key, count);
      return () => void counts.delete(key);
    },
  };
}

import { expect, it } from 'vitest';
import { createTestClock } from '../testing/guest';
import { type CapabilityDecision, createLedger, MAX_DECISIONS } from './ledger';

it('five hundred decisions are kept of an organization, the newest first, and one takes none of another’s away', () => {
  const ledger = createLedger(createTestClock());
  const note = (organizationId: string, target: string): void => ledger.note({ organizationId, target } as CapabilityDecision);
  note('theirs', 'first');
  for (let n = 0; n < MAX_DECISIONS; n += 1) note('ours', String(n));
  expect([ledger.of('ours').length, ledger.of('ours').at(-1)?.target]).toEqual([500, '0']);
  note('ours', 'newest');
  expect([ledger.of('ours').length, ledger.of('ours').at(-1)?.target, ledger.of('ours')[0]?.target]).toEqual([500, '1', 'newest']);
  expect(ledger.of('theirs')).toHaveLength(1);
});

import { effect } from './effect';

/** Counters, approvals, events and whatever else rooms keep under a name. */
export const followRename = effect<'follow-rename'>(
  ({ renamed }) => `what is kept of ${renamed.kind} ${renamed.from} follows to ${renamed.to}`,
  async ({ session, bookkeeping }, { renamed }) => {
    for (const room of bookkeeping) await room.onRename?.(session, renamed);
    return '';
  },
);

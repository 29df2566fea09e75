import { effect } from './effect';
import { NEEDS_ROWS } from './kind';

/** Counters, approvals, deliveries and whatever else rooms keep under its key. */
export const forgetAddon = effect<'forget-addon'>(
  ({ addonKey }) => `forget what is kept of ${addonKey}`,
  async ({ session, bookkeeping }, { addonKey }) => {
    for (const room of bookkeeping) await room.onUninstall?.(session, addonKey);
    return '';
  },
  () => NEEDS_ROWS,
);

import { saveState } from '../installed-state';
import { effect } from './effect';

/** What was asked for is remembered; what of it is there, the catalogue says at the next plan. */
export const rememberSchema = effect<'remember-schema'>(
  ({ schema }) => `remember what ${schema} holds`,
  async ({ session }, { addonKey, state }) => {
    await saveState(session, addonKey, state);
    return '';
  },
);

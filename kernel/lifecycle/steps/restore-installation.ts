import { restoreFrom } from '../way-back';
import { effect } from './effect';
import { NEEDS_STATE } from './kind';

export const restoreInstallation = effect<'restore-installation'>(
  ({ addonKey, version }) => `record ${addonKey} ${version}`,
  async (context, step) => {
    context.oldHashes[step.organizationId] = await restoreFrom(context.session, step);
    return '';
  },
  () => NEEDS_STATE,
);

import { recordInstallation } from '../installation-row';
import { effect } from './effect';
import { requestOf } from './kind';

/** The row by which the host knows the addon: manifest, settings, texts. */
export const recordInstallationStep = effect<'record-installation'>(
  ({ addonKey, version }) => `record ${addonKey} ${version}`,
  async (context, { organizationId, isUpgrade }) => {
    context.oldHashes[organizationId] = await recordInstallation(context.session, requestOf(context), organizationId, isUpgrade === true);
    return '';
  },
);

import { recordInstallation } from '../installation-row';
import { effect } from './effect';

/** The row by which the host knows the addon: manifest, settings, texts. */
export const recordInstallationStep = effect<'record-installation'>(
  ({ addonKey, version }) => `record ${addonKey} ${version}`,
  async ({ session, request, oldHashes }, { organizationId }) => {
    oldHashes[organizationId] = await recordInstallation(session, request, organizationId);
    return '';
  },
);

import { compile, sql } from '../../database/sql';
import { effect } from './effect';

/** From here on it answers nobody in the organization, and hears nothing. */
export const removeInstallation = effect<'remove-installation'>(
  ({ addonKey }) => `remove the installation of ${addonKey}`,
  async ({ session }, { addonKey, organizationId }) => {
    await session.run(
      compile(sql`delete from public.metacore_installations where addon_key = ${addonKey} and organization_id = ${organizationId}`),
    );
    return '';
  },
);

import { removeRolesOf } from '../roles';
import { effect } from './effect';

export const takeRoles = effect<'take-roles'>(
  ({ addonKey }) => `take the grants of ${addonKey} away, and the roles that nobody needs without it`,
  async ({ session }, { addonKey, organizationId }) => {
    await removeRolesOf(session, addonKey, organizationId);
    return '';
  },
);

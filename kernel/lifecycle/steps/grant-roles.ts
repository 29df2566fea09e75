import { installRoles } from '../roles';
import { effect } from './effect';

export const grantRoles = effect<'grant-roles'>(
  ({ roles }) => `roles ${roles.join(', ')} and what they may do`,
  async ({ session, request: { manifest } }, { organizationId }) => {
    await installRoles(session, manifest, organizationId);
    return '';
  },
);

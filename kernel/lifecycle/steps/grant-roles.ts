import { installRoles } from '../roles';
import { effect } from './effect';
import { requestOf } from './kind';

export const grantRoles = effect<'grant-roles'>(
  ({ roles }) => `roles ${roles.join(', ')} and what they may do`,
  async (context, { organizationId }) => {
    await installRoles(context.session, requestOf(context).manifest, organizationId);
    return '';
  },
);

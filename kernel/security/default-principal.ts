import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Principal } from '../principal';

const [ada, , , dana] = USERS;

const administrator = ({ id, organization, name, email, role }: typeof ada | typeof dana): Principal => ({
  userId: id,
  organizationId: ORGANIZATIONS[organization].id,
  name,
  email,
  roles: [role],
  isAdmin: true,
});

/** The administrator of the first organization: who asks when nobody says otherwise. */
export const DEFAULT_PRINCIPAL: Principal = administrator(ada);

/** An administrator of each organization, in their order. */
export const ADMINISTRATORS: readonly Principal[] = [DEFAULT_PRINCIPAL, administrator(dana)];

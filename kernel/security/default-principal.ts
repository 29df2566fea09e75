import { ORGANIZATIONS, USERS } from '../database/core-data';
import type { Principal } from '../principal';

const [firstUser] = USERS;

/** The administrator of the first organization: who asks when nobody says otherwise. */
export const DEFAULT_PRINCIPAL: Principal = {
  userId: firstUser.id,
  organizationId: ORGANIZATIONS[0].id,
  name: firstUser.name,
  email: firstUser.email,
  roles: [firstUser.role],
  isAdmin: true,
};

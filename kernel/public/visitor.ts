/** Who comes by a public address: nobody of the organization, whoever else is signed in (PUBLIC). */
import { ORGANIZATIONS } from '../database/core-rows';
import { SYSTEM_ACTOR } from '../events/names';
import type { Principal } from '../principal';

const ADDRESS = /^(?:\/api)?\/p\/([^/]+)\//;
/** No organization has it: nothing is installed there. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/**
 * The visitor of a public address, null for any other address. An organization is named by its slug or id; of one that is not there
 * nothing is found.
 */
export function visitorOf(path: string): Principal | null {
  const reference = ADDRESS.exec(path)?.[1];
  if (reference === undefined) return null;
  const organization = ORGANIZATIONS.find(({ id, slug }) => id === reference || slug === reference);
  return { userId: SYSTEM_ACTOR, organizationId: organization?.id ?? NOWHERE, name: '', email: '', roles: [], isAdmin: false };
}

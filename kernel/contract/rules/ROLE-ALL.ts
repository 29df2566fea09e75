import { EVERYTHING } from '../host-roles';
import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROLE-ALL'> = {
  id: 'ROLE-ALL',
  level: 'error',
  check: (context, report) => {
    const { manifest } = context;
    const { roles = [] } = manifest.rbac ?? {};
    roles.forEach((role, index) => {
      (role.permissions ?? []).forEach((key, at) => {
        const path = ['rbac', 'roles', index, 'permissions', at];
        if (key.trim() === EVERYTHING) {
          report(path, addonMessages.roleAll(role.key));
        }
      });
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a role is granted `*`, which only the host gives',
  isOwn: true,
  why: 'Whoever has the role could do everything in every addon of the organization. An installation reads the grant as nothing.',
  example: {
    at: '/rbac',
    before: { roles: [{ key: 'viewer', label: 'Viewer', permissions: ['*'] }] },
    after: { roles: [{ key: 'viewer', label: 'Viewer', permissions: ['orders.view'] }] },
  },
};

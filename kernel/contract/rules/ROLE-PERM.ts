import { addPermission } from '../fixes/declaring';
import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

/** Not an error upstream: a role may grant a permission of another addon, but a misspelt own one is the usual cause. */
export const rule: Rule<'ROLE-PERM'> = {
  id: 'ROLE-PERM',
  level: 'warning',
  fix: addPermission,
  check: ({ manifest }, report) => {
    const known = new Set((manifest.rbac?.permissions ?? []).map(({ key }) => key));
    const ownPrefixes = new Set([...known].map((key) => key.split('.', 1)[0]));
    (manifest.rbac?.roles ?? []).forEach((role, index) => {
      (role.permissions ?? []).forEach((key, at) => {
        if (!known.has(key) && ownPrefixes.has(key.split('.', 1)[0]))
          report(['rbac', 'roles', index, 'permissions', at], near(addonMessages.permissionUnknown(key), key, known));
      });
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a role grants a permission that looks like an own one but is not declared',
  isOwn: true,
  why: 'A role that grants a misspelt permission grants nothing.',
  example: {
    at: '/rbac',
    before: { permissions: [{ key: 'shop.read' }], roles: [{ key: 'clerk', label: 'Clerk', permissions: ['shop.reed'] }] },
  },
};

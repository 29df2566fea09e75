import { EVERYTHING, HOST_ROLES } from '../host-roles';
import { addonMessages } from '../messages/addon';
import type { RuleContext } from '../read/context';
import { ownModel } from '../read/grants';
import type { Rule, RulePage } from '../rule';

/** A model that is not the addon's own, as a permission names it. */
const isForeign = (context: RuleContext, name: string): boolean => name.includes('.') && ownModel(context, name) === undefined;

export const rule: Rule<'ROLE-HOST'> = {
  id: 'ROLE-HOST',
  level: 'warning',
  check: (context, report) => {
    const { manifest } = context;
    const { roles = [], permissions = [] } = manifest.rbac ?? {};
    const foreign = new Set(
      permissions.filter(({ models = [] }) => models.some(({ model }) => isForeign(context, model))).map(({ key }) => key),
    );
    roles.forEach((role, index) => {
      (role.permissions ?? []).forEach((key, at) => {
        const path = ['rbac', 'roles', index, 'permissions', at];
        if (key.trim() === EVERYTHING) return;
        if (HOST_ROLES.has(role.key) && foreign.has(key)) report(path, addonMessages.roleHost(role.key, key));
      });
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a role of the host is granted models of another addon',
  isOwn: true,
  why: 'The people of a host role are there before the addon. It may add what concerns its own models, and nothing of others.',
  example: {
    at: '/rbac/roles',
    before: [{ key: 'viewer', label: 'Viewer', permissions: ['shop.sales'] }],
    after: [{ key: 'clerk', label: 'Clerk', permissions: ['shop.sales'] }],
    given: {
      '/compatibility': {
        requires: [
          { key: 'kernel', version: '^3' },
          { key: 'sales', version: '*' },
        ],
      },
      '/rbac': { roles: [], permissions: [{ key: 'shop.sales', models: [{ model: 'sales.Order', actions: ['read'] }] }] },
    },
  },
};

import { dropping } from '../fixes/dropping';
import { EVERYTHING, HOST_ROLES } from '../host-roles';
import type { RuleContext } from '../read/context';
import { ownModel } from '../read/grants';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  roleHost: (role: string, permission: string): Message =>
    message(
      `${quote(role)} is a role of the host, and ${quote(permission)} reaches models of another addon: in the host's roles an addon reaches its own models alone.`,
      `${quote(role)} es un rol del host y ${quote(permission)} alcanza modelos de otro addon: en los roles del host un addon solo alcanza sus propios modelos.`,
      'Grant it to a role of this addon.',
      'Concédalo a un rol de este addon.',
    ),
};

/** A model that is not the addon's own, as a permission names it. */
const isForeign = (context: RuleContext, name: string): boolean => name.includes('.') && ownModel(context, name) === undefined;

export const rule: Rule<'ROLE-HOST'> = {
  id: 'ROLE-HOST',
  level: 'warning',
  fix: dropping(),
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
        if (HOST_ROLES.has(role.key) && foreign.has(key)) report(path, texts.roleHost(role.key, key));
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

import { dropping } from '../fixes/dropping';
import { EVERYTHING } from '../host-roles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  roleAll: (role: string): Message =>
    message(
      `The role ${quote(role)} would be granted everything in every addon. \`*\` is the host's to give; from an addon it grants nothing here.`,
      `El rol ${quote(role)} recibiría todo en todos los addons. \`*\` solo lo concede el host; de un addon aquí no concede nada.`,
      'Name the permissions of this addon that the role needs.',
      'Nombre los permisos de este addon que el rol necesita.',
    ),
};

export const rule: Rule<'ROLE-ALL'> = {
  id: 'ROLE-ALL',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const { manifest } = context;
    const { roles = [] } = manifest.rbac ?? {};
    roles.forEach((role, index) => {
      (role.permissions ?? []).forEach((key, at) => {
        const path = ['rbac', 'roles', index, 'permissions', at];
        if (key.trim() === EVERYTHING) {
          report(path, texts.roleAll(role.key));
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

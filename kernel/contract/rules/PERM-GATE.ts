import { addPermission } from '../fixes/declaring';
import { addonMessages } from '../messages/addon';
import { VERBS } from '../permission-verbs';
import type { Step } from '../pointer';
import { opens, ownModel } from '../read/grants';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { near, nearest } from '../suggest';

/**
 * Not checked upstream: what asks for a permission that nobody can hold is open to administrators alone. A name that resembles
 * nothing of this addon may be another one's permission.
 */
export const rule: Rule<'PERM-GATE'> = {
  id: 'PERM-GATE',
  level: 'warning',
  fix: addPermission,
  check: (context, report) => {
    const { manifest, models } = context;
    const declared = new Set((manifest.rbac?.permissions ?? []).map(({ key }) => key));
    const spelled = models.flatMap(({ model }) => VERBS.map((verb) => `${model.table}.${verb}`));
    const candidates = [...declared, ...spelled];
    const own = new Set([...declared].map((key) => key.split('.', 1)[0]));
    const isMisspelt = (key: string): boolean => {
      const dot = key.lastIndexOf('.');
      const facts = dot < 0 ? undefined : ownModel(context, key.slice(0, dot));
      if (facts !== undefined) return !opens(context, facts, key.slice(dot + 1));
      return own.has(key.split('.', 1)[0]) || nearest(key, candidates) !== null;
    };
    const check = (key: string | undefined, path: readonly Step[]): void => {
      if (key !== undefined && key !== '' && !declared.has(key) && isMisspelt(key))
        report([...path, 'permission'], near(addonMessages.permissionUnknown(key), key, candidates));
    };
    eachNavItem(context, ({ permission }, path) => check(permission, path));
    for (const block of ['slots', 'dashboard', 'agent_capabilities'] as const)
      (manifest.contributions?.[block] ?? []).forEach(({ permission }, index) => check(permission, ['contributions', block, index]));
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a menu entry, widget, slot or capability of an agent asks for a permission that looks like an own one and is none',
  isOwn: true,
  why: 'What asks for a misspelt permission is open to administrators alone: nobody else can hold it.',
  example: {
    at: '/contributions/navigation',
    before: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', permission: 'orders.indx' }] }],
    after: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', permission: 'orders.index' }] }],
  },
};

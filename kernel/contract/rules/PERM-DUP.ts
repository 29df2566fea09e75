import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

/** Not an error upstream: a role may grant a permission of another addon, but a misspelt own one is the usual cause. */
export const rule: Rule<'PERM-DUP'> = {
  id: 'PERM-DUP',
  level: 'warning',
  fix: renumber,
  check: ({ manifest }, report) => {
    eachRepeated(
      [...(manifest.rbac?.permissions ?? [])].map(({ key }) => key),
      (index, name) => report(['rbac', 'permissions', index, 'key'], commonMessages.repeated(name)),
    );
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a permission key used twice',
  isOwn: true,
  why: 'Two entries with one key: which label and which models count is left to chance.',
  example: {
    at: '/rbac',
    before: {
      permissions: [
        { key: 'shop.read', label: 'Read' },
        { key: 'shop.read', label: 'See' },
      ],
      roles: [],
    },
  },
};

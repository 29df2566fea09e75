import { contributionMessages } from '../messages/contributions';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'NAV-KANBAN'> = {
  id: 'NAV-KANBAN',
  level: 'error',
  check: (context, report) => {
    eachNavItem(context, ({ view_type, group_by }, path) => {
      if (view_type === 'kanban' && (group_by ?? '') === '') report([...path, 'group_by'], contributionMessages.kanban());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a board without `group_by`',
  why: 'A board has no lanes without it.',
  example: {
    at: '/contributions/navigation',
    before: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban' }] }],
    after: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban', group_by: 'status' }] }],
  },
};

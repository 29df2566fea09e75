import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DASH-DUP'> = {
  id: 'DASH-DUP',
  level: 'error',
  fix: renumber,
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    eachRepeated(
      widgets.map(({ key }) => key),
      (index, key) => report(['contributions', 'dashboard', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a widget key used twice',
  why: 'People’s arrangement of the dashboard is stored by key.',
  example: {
    at: '/contributions/dashboard',
    before: [
      { key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } },
      { key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } },
    ],
  },
};

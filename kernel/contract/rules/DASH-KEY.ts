import { keyed } from '../fixes/rewriting';
import type { DashboardWidget } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';

function checkWidget({ key }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (key === '') report([...path, 'key'], commonMessages.blank());
}

export const rule: Rule<'DASH-KEY'> = {
  id: 'DASH-KEY',
  level: 'error',
  fix: keyed,
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a widget with an empty key',
  why: 'People’s arrangement of the dashboard is stored by key.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: '', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};

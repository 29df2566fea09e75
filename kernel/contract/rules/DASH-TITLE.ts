import { titled } from '../fixes/rewriting';
import type { DashboardWidget } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';

function checkWidget({ title }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (title === '') report([...path, 'title'], commonMessages.blank());
}

export const rule: Rule<'DASH-TITLE'> = {
  id: 'DASH-TITLE',
  level: 'error',
  fix: titled,
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a widget with an empty title',
  why: 'A figure without a title says nothing.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: '', kind: 'stat', query: { model: 'Order' } }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};

import type { DashboardWidget } from '../../../schemas';
import { contributionMessages } from '../messages/contributions';
import type { Step } from '../pointer';
import type { RuleContext } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkWidget({ kind }: DashboardWidget, path: readonly Step[], { manifest }: RuleContext, report: Report): void {
  if (kind === 'custom' && manifest.frontend === undefined) report(path, contributionMessages.dashboardFrontend());
}

export const rule: Rule<'DASH-FRONTEND'> = {
  id: 'DASH-FRONTEND',
  level: 'error',
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], context, report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a custom widget without a `frontend` block',
  why: 'There is no frontend that could draw it.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'map', title: 'Map', kind: 'custom', expose: './Map' }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};

import { countOfModel } from '../fixes/particular';
import type { DashboardWidget } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardQuery: (): Message => needs('query', 'it says what is counted', 'dice qué se cuenta'),
};

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) {
    report([...path, 'query'], texts.dashboardQuery());
  }
}

export const rule: Rule<'DASH-QUERY'> = {
  id: 'DASH-QUERY',
  level: 'error',
  fix: countOfModel,
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a widget without query',
  why: 'Nothing says what is counted.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'stat' }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};

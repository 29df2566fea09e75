import { dropping } from '../fixes/dropping';
import type { DashboardWidget } from '../../../schemas';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  dashboardCompare: (): Message =>
    message(
      'Comparing periods needs `date_field` and `range` in the query.',
      'Comparar periodos necesita `date_field` y `range` en la consulta.',
    ),
};

function checkWidget({ kind, query, compare }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const { date_field, range } = query;
  if (compare !== undefined && (isEmpty(date_field) || range === undefined)) report([...path, 'compare'], texts.dashboardCompare());
}

export const rule: Rule<'DASH-COMPARE'> = {
  id: 'DASH-COMPARE',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a comparison without `date_field` and `range`',
  why: 'Periods are compared by a date and a range.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' }, compare: { to: 'previous' } }],
    after: [
      {
        key: 'orders',
        title: 'Orders',
        kind: 'stat',
        query: { model: 'Order', date_field: 'expires_at', range: 'this_month' },
        compare: { to: 'previous' },
      },
    ],
  },
};

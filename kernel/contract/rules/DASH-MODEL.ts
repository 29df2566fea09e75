import { choosingModel } from '../fixes/choosing';
import type { DashboardWidget } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardModel: (): Message => needs('model', 'the query must name one', 'la consulta debe nombrar uno'),
};

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { model } = query;
  if (isEmpty(model)) report([...where, 'model'], texts.dashboardModel());
}

export const rule: Rule<'DASH-MODEL'> = {
  id: 'DASH-MODEL',
  level: 'error',
  fix: choosingModel(),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a query without model',
  why: 'Nothing says what is counted.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: '' } }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};

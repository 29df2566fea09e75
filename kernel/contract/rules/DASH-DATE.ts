import type { DashboardWidget } from '../../../schemas';
import { setting } from '../fixes/usual';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import { OVER_TIME } from '../read/dashboard';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardDate: (kind: string): Message => needs('date_field', `a ${kind} is drawn over time`, `un ${kind} se dibuja en el tiempo`),
};

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { date_field } = query;
  if (OVER_TIME.has(kind) && isEmpty(date_field)) report([...where, 'date_field'], texts.dashboardDate(kind));
}

export const rule: Rule<'DASH-DATE'> = {
  id: 'DASH-DATE',
  level: 'error',
  fix: setting('created_at'),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'line or area without `date_field`',
  why: 'Time needs a column with a date.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'line', query: { model: 'Order', interval: 'month' } }],
  },
};

import type { DashboardWidget } from '../../../schemas';
import { setting } from '../fixes/usual';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { OVER_TIME } from '../read/dashboard';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardInterval: (kind: string): Message => needs('interval', `a ${kind} is drawn over time`, `un ${kind} se dibuja en el tiempo`),
};

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { interval } = query;
  if (OVER_TIME.has(kind) && interval === undefined) report([...where, 'interval'], texts.dashboardInterval(kind));
}

export const rule: Rule<'DASH-INTERVAL'> = {
  id: 'DASH-INTERVAL',
  level: 'error',
  fix: setting('month'),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'line or area without `interval`',
  why: 'Points in time are gathered by day, week or month.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'line', query: { model: 'Order', date_field: 'expires_at' } }],
  },
};

import { setting, elsewhere } from '../fixes/usual';
import { choosingColumn, isNumber } from '../fixes/choosing';
import { anyOf } from '../fixes/dropping';
import type { DashboardWidget } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  dashboardField: (aggregate: string): Message =>
    needs('field', `${quote(aggregate)} combines a column`, `${quote(aggregate)} combina una columna`),
};

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { aggregate = 'count', field } = query;
  if (aggregate !== 'count' && isEmpty(field)) report([...where, 'field'], texts.dashboardField(aggregate));
}

export const rule: Rule<'DASH-FIELD'> = {
  id: 'DASH-FIELD',
  level: 'error',
  fix: anyOf(
    choosingColumn(isNumber),
    elsewhere((path) => [...path.slice(0, -1), 'aggregate'], setting('count')),
  ),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'an aggregate other than count without field',
  why: 'Only `count` needs no column.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order', aggregate: 'sum' } }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order', aggregate: 'sum', field: 'total' } }],
  },
};

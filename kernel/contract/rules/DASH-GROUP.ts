import { choosingColumn, isText } from '../fixes/choosing';
import type { DashboardWidget } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardGroup: (kind: string): Message => needs('group_by', `a ${kind} is drawn by groups`, `un ${kind} se dibuja por grupos`),
};

const GROUPED = new Set(['bar', 'pie', 'donut', 'list']);

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { group_by } = query;
  if (GROUPED.has(kind) && isEmpty(group_by)) report([...where, 'group_by'], texts.dashboardGroup(kind));
}

export const rule: Rule<'DASH-GROUP'> = {
  id: 'DASH-GROUP',
  level: 'error',
  fix: choosingColumn(isText),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'bar, pie, donut or list without `group_by`',
  why: 'The parts of the picture are groups.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'pie', query: { model: 'Order' } }],
    after: [{ key: 'orders', title: 'Orders', kind: 'pie', query: { model: 'Order', group_by: 'status' } }],
  },
};

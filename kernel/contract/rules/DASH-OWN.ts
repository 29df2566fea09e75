import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { DashboardWidget } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { isEmpty, type RuleContext } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkWidget({ kind, query }: DashboardWidget, path: readonly Step[], { byKey }: RuleContext, report: Report): void {
  if (kind === 'custom') return;
  if (query === undefined) return;
  const where = [...path, 'query'];
  const { model } = query;
  if (!isEmpty(model) && !model.includes('.') && !byKey.has(model))
    report([...where, 'model'], commonMessages.noModel(model, byKey.keys()));
}

export const rule: Rule<'DASH-OWN'> = {
  id: 'DASH-OWN',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping(2)),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], context, report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a query over a model that does not exist',
  isOwn: true,
  why: 'The figure stays at zero unless another addon brings the model.',
  example: { at: '/contributions/dashboard', before: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Ordr' } }] },
};

import { choosingColumn, isNumber } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  metricColumn: (aggregate: string): Message =>
    message(`${quote(aggregate)} needs a \`column\`.`, `${quote(aggregate)} necesita \`column\`.`),
};

export const rule: Rule<'OM-COL'> = {
  id: 'OM-COL',
  level: 'error',
  fix: anyOf(choosingColumn(isNumber), dropping(1)),
  check: ({ manifest, byKey }, report) => {
    const given = manifest.option_metrics ?? [];
    given.forEach((metric, index) => {
      const path = ['option_metrics', index];
      if (metric.aggregate !== 'count' && metric.column === undefined) report([...path, 'column'], texts.metricColumn(metric.aggregate));
      const facts = byKey.get(metric.model);
      if (facts === undefined) return;
      const own = (name: string | undefined, where: readonly Step[], columns = facts.columns, model = metric.model): void => {
        if (name !== undefined && !columns.has(name)) report(where, commonMessages.noColumn(name, model, columns.keys()));
      };
      own(metric.foreign_key, [...path, 'foreign_key']);
      own(metric.column, [...path, 'column']);
      for (const name of Object.keys(metric.where ?? {})) own(name, [...path, 'where', name]);
      (metric.scope ?? []).forEach(({ column, through }, at) => {
        const where = [...path, 'scope', at];
        own(column, [...where, 'column']);
        if (through?.model === undefined) return;
        const other = byKey.get(through.model);
        if (other !== undefined) own(through.column, [...where, 'through', 'column'], other.columns, through.model);
      });
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a metric names no column, or needs one and has none',
  why: 'The figure is computed from columns of the model.',
  example: {
    at: '/option_metrics',
    before: [{ key: 'sold', target: 'shop.Order', model: 'Line', foreign_key: 'order_id', aggregate: 'sum', column: 'amout' }],
  },
};

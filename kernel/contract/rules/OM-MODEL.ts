import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'OM-MODEL'> = {
  id: 'OM-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, byKey }, report) => {
    const given = manifest.option_metrics ?? [];
    given.forEach((metric, index) => {
      const path = ['option_metrics', index];
      const facts = byKey.get(metric.model);
      if (facts === undefined) {
        report([...path, 'model'], commonMessages.noModel(metric.model, byKey.keys()));
        return;
      }
      (metric.scope ?? []).forEach(({ through }, at) => {
        const where = [...path, 'scope', at];
        if (through?.model === undefined) return;
        const other = byKey.get(through.model);
        if (other === undefined) report([...where, 'through', 'model'], commonMessages.noModel(through.model, byKey.keys()));
      });
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a metric over a model that is not own',
  why: 'Only own rows can be added up.',
  example: {
    at: '/option_metrics',
    before: [{ key: 'sold', target: 'shop.Order', model: 'Lime', foreign_key: 'order_id', aggregate: 'sum', column: 'amount' }],
  },
};

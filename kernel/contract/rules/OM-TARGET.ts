import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'OM-TARGET'> = {
  id: 'OM-TARGET',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, byKey }, report) => {
    const given = manifest.option_metrics ?? [];
    given.forEach((metric, index) => {
      const path = ['option_metrics', index];
      const [addon, target = ''] = metric.target.split('.');
      if (addon === manifest.metadata.key && !byKey.has(target)) report([...path, 'target'], commonMessages.noModel(target, byKey.keys()));
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a metric for an own model that does not exist',
  why: 'No picker shows records of a model that does not exist.',
  example: {
    at: '/option_metrics',
    before: [{ key: 'sold', target: 'shop.Ordr', model: 'Line', foreign_key: 'order_id', aggregate: 'sum', column: 'amount' }],
  },
};

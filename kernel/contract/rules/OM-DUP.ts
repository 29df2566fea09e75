import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'OM-DUP'> = {
  id: 'OM-DUP',
  level: 'error',
  fix: renumber,
  check: ({ manifest }, report) => {
    const given = manifest.option_metrics ?? [];
    eachRepeated(
      given.map(({ key, target }) => `${target} ${key}`),
      (index) => report(['option_metrics', index, 'key'], commonMessages.repeated(given[index]?.key ?? '')),
    );
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: "a metric's key used twice for a target",
  why: 'Metrics of one picker are told apart by their key.',
  example: {
    at: '/option_metrics',
    before: [
      { key: 'sold', target: 'shop.Order', model: 'Line', foreign_key: 'order_id', aggregate: 'sum', column: 'amount' },
      { key: 'sold', target: 'shop.Order', model: 'Line', foreign_key: 'order_id', aggregate: 'sum', column: 'amount' },
    ],
  },
};

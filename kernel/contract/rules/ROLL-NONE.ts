import { modelMessages } from '../messages/models';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROLL-NONE'> = {
  id: 'ROLL-NONE',
  level: 'error',
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        (relation.rollups ?? []).forEach(({ fn = 'sum', from, expr }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          const hasFrom = !isBlank(from);
          const hasExpr = !isBlank(expr);
          if (!hasFrom && !hasExpr && fn !== 'count') report(path, modelMessages.rollupNone(fn));
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a rollup with neither, unless it counts',
  why: 'Only `count` needs nothing to add up.',
  example: {
    at: '/models/0/relations',
    before: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'total' }] }],
  },
};

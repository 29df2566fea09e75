import { choosingColumn, isNumber } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isBlank, type ModelFacts } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROLL-FROM'> = {
  id: 'ROLL-FROM',
  level: 'error',
  fix: anyOf(choosingColumn(isNumber), dropping(1)),
  isShared: true,
  check: ({ models, byKey }, report) => {
    for (const { model, index } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        // A child of another addon has no columns that are known here.
        const children: ModelFacts['columns'] = byKey.get(relation.through)?.columns ?? new Map();
        (relation.rollups ?? []).forEach(({ from }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          const hasFrom = !isBlank(from);
          if (hasFrom && !children.has(from ?? ''))
            report([...path, 'from'], commonMessages.noColumn(from ?? '', relation.through, children.keys()));
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: "source of a rollup is no column of the child; the columns of other addons' models are not known",
  why: 'The child has no such column. Columns of other addons’ models are not known, so they cannot be summed.',
  example: {
    at: '/models/0/relations',
    before: [
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'total', from: 'amout' }] },
    ],
  },
};

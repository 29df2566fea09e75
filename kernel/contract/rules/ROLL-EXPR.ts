import { dropping } from '../fixes/dropping';
import { arithmeticFault } from '../read/arithmetic';
import { isBlank, type ModelFacts } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROLL-EXPR'> = {
  id: 'ROLL-EXPR',
  level: 'error',
  fix: dropping(1),
  isShared: true,
  check: ({ models, byKey }, report) => {
    for (const { model, index } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        // A child of another addon has no columns that are known here.
        const children: ModelFacts['columns'] = byKey.get(relation.through)?.columns ?? new Map();
        (relation.rollups ?? []).forEach(({ expr }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          const hasExpr = !isBlank(expr);
          // A rollup is added up by the database.
          const fault = hasExpr ? arithmeticFault(expr ?? '', relation.through, children, true) : null;
          if (fault !== null) report([...path, 'expr'], fault);
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'expression of a rollup: no arithmetic, or an unknown column',
  why: 'The expression is arithmetic over the child’s columns.',
  example: {
    at: '/models/0/relations',
    before: [
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'total', expr: 'amount %' }] },
    ],
    after: [
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'total', expr: 'amount * 2' }] },
    ],
  },
};

import { elsewhere, removing } from '../fixes/usual';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  rollupBoth: (): Message => message('`from` and `expr` exclude each other.', '`from` y `expr` se excluyen.'),
};

export const rule: Rule<'ROLL-BOTH'> = {
  id: 'ROLL-BOTH',
  level: 'error',
  fix: elsewhere((path) => [...path, 'from'], removing(false)),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        (relation.rollups ?? []).forEach(({ from, expr }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          const hasFrom = !isBlank(from);
          const hasExpr = !isBlank(expr);
          if (hasFrom && hasExpr) report(path, texts.rollupBoth());
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a rollup with both `from` and `expr`',
  why: 'Either a column is added up, or an expression.',
  example: {
    at: '/models/0/relations',
    before: [
      {
        name: 'lines',
        kind: 'one_to_many',
        through: 'Line',
        foreign_key: 'order_id',
        rollups: [{ target: 'total', from: 'amount', expr: 'amount' }],
      },
    ],
  },
};

import { elsewhere, setting } from '../fixes/usual';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  rollupNone: (fn: string): Message => message(`${quote(fn)} needs \`from\` or \`expr\`.`, `${quote(fn)} necesita \`from\` o \`expr\`.`),
};

export const rule: Rule<'ROLL-NONE'> = {
  id: 'ROLL-NONE',
  level: 'error',
  fix: elsewhere((path) => [...path, 'fn'], setting('count')),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        (relation.rollups ?? []).forEach(({ fn = 'sum', from, expr }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          const hasFrom = !isBlank(from);
          const hasExpr = !isBlank(expr);
          if (!hasFrom && !hasExpr && fn !== 'count') report(path, texts.rollupNone(fn));
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

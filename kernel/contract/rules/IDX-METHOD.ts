import { elsewhere, removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  indexMethod: (method: string): Message =>
    message(
      `A partial index must be a btree, not ${quote(method)}.`,
      `Un índice parcial debe ser btree, no ${quote(method)}.`,
      'Remove `where` or `method`.',
      'Quite `where` o `method`.',
    ),
};

export const rule: Rule<'IDX-METHOD'> = {
  id: 'IDX-METHOD',
  level: 'error',
  fix: elsewhere((path) => [...path.slice(0, -1), 'method'], removing(false)),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.indices ?? []).forEach(({ where, method }, at) => {
        const path = ['models', index, 'indices', at];
        const isPartial = where !== undefined && where !== '';
        if (!isPartial) return;
        if (method !== undefined && method !== 'btree') report([...path, 'where'], texts.indexMethod(method));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a partial index that is no btree',
  why: 'Conditions are written for btree indexes only.',
  example: { at: '/models/0/indices', before: [{ name: 'orders_total_idx', columns: ['total'], method: 'gin', where: 'total > 0' }] },
};

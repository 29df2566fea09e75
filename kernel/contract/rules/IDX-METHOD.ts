import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'IDX-METHOD'> = {
  id: 'IDX-METHOD',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.indices ?? []).forEach(({ where, method }, at) => {
        const path = ['models', index, 'indices', at];
        const isPartial = where !== undefined && where !== '';
        if (!isPartial) return;
        if (method !== undefined && method !== 'btree') report([...path, 'where'], modelMessages.indexMethod(method));
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

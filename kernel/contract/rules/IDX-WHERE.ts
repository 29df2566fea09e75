import { readIndexWhere } from '../../expressions/index-predicate';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'IDX-WHERE'> = {
  id: 'IDX-WHERE',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      (model.indices ?? []).forEach(({ where }, at) => {
        const path = ['models', index, 'indices', at];
        const isPartial = where !== undefined && where !== '';
        if (!isPartial) return;
        const named = readIndexWhere(where);
        if (named === null) report([...path, 'where'], modelMessages.indexWhere(where));
        const unknown = named?.map(({ column }) => column).find((name) => !columns.has(name));
        if (unknown !== undefined) report([...path, 'where'], commonMessages.noColumn(unknown, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'condition of a partial index: not the small language below, or an unknown column',
  why: 'The condition becomes part of a statement, so its grammar is small: comparisons with literals, joined by AND.',
  example: { at: '/models/0/indices', before: [{ name: 'orders_total_idx', columns: ['total'], where: 'status == "open"' }] },
};

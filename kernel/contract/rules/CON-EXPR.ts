import { readGuard } from '../../expressions/guard';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CON-EXPR'> = {
  id: 'CON-EXPR',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ expr }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          const reading = readGuard(expr);
          const unknown = reading.ok ? reading.names.find((name) => !columns.has(name)) : undefined;
          if (!reading.ok) report([...path, 'expr'], modelMessages.guard(expr));
          else if (unknown !== undefined) report([...path, 'expr'], commonMessages.noColumn(unknown, model.key, columns.keys()));
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a constraint that is not one comparison over own columns',
  why: 'The guard is one comparison of arithmetic over own columns, checked on every write.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', constraints: [{ expr: '(total >= 0)', error_key: 'negative_total' }] },
  },
};

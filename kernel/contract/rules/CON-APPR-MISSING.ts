import { fieldMessages } from '../messages/fields';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CON-APPR-MISSING'> = {
  id: 'CON-APPR-MISSING',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ on_violation, approval }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          if (on_violation === 'request_approval' && approval === undefined) report(path, fieldMessages.approvalMissing());
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`request_approval` without `approval`',
  why: 'Somebody must be able to approve.',
  example: {
    at: '/models/0/columns/2',
    before: {
      name: 'status',
      type: 'text',
      constraints: [{ expr: 'total >= 0', error_key: 'negative_total', on_violation: 'request_approval' }],
    },
  },
};

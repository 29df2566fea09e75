import { addApproval } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  approvalMissing: (): Message =>
    message('`request_approval` needs an `approval` block.', '`request_approval` necesita un bloque `approval`.'),
};

export const rule: Rule<'CON-APPR-MISSING'> = {
  id: 'CON-APPR-MISSING',
  level: 'error',
  fix: addApproval,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ on_violation, approval }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          if (on_violation === 'request_approval' && approval === undefined) report(path, texts.approvalMissing());
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

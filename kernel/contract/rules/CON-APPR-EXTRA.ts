import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  approvalExtra: (): Message =>
    message(
      '`approval` only has effect with on_violation "request_approval".',
      '`approval` solo tiene efecto con on_violation "request_approval".',
    ),
};

export const rule: Rule<'CON-APPR-EXTRA'> = {
  id: 'CON-APPR-EXTRA',
  level: 'error',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ on_violation, approval }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          if (on_violation !== 'request_approval' && approval !== undefined) report([...path, 'approval'], texts.approvalExtra());
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`approval` without `request_approval`',
  why: 'Without `request_approval` the write is refused and nobody is asked.',
  example: {
    at: '/models/0/columns/2',
    before: {
      name: 'status',
      type: 'text',
      constraints: [{ expr: 'total >= 0', error_key: 'negative_total', approval: { roles: ['admin'] } }],
    },
  },
};

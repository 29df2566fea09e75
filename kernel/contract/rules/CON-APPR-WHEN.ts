import { removing } from '../fixes/usual';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  approvalWhen: (): Message =>
    message(
      '`when` belongs to the approval of an action, not of a constraint.',
      '`when` es de la aprobación de una acción, no de una restricción.',
    ),
};

export const rule: Rule<'CON-APPR-WHEN'> = {
  id: 'CON-APPR-WHEN',
  level: 'error',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ approval }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          if (!isBlank(approval?.when)) report([...path, 'approval', 'when'], texts.approvalWhen());
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`when` in the approval of a constraint; only actions have it',
  why: 'A guard is its own condition; only the approval of an action has another.',
  example: {
    at: '/models/0/columns/2',
    before: {
      name: 'status',
      type: 'text',
      constraints: [
        {
          expr: 'total >= 0',
          error_key: 'negative_total',
          on_violation: 'request_approval',
          approval: { roles: ['admin'], when: 'total > 100' },
        },
      ],
    },
  },
};

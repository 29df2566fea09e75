import { setting } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CON-ERRKEY'> = {
  id: 'CON-ERRKEY',
  level: 'error',
  fix: setting('invalid_value'),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ error_key }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          if (isBlank(error_key)) report([...path, 'error_key'], commonMessages.blank());
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a constraint with a blank error key',
  why: 'The key is what the form and the API answer when the guard refuses.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', constraints: [{ expr: 'total >= 0', error_key: ' ' }] },
    after: { name: 'status', type: 'text', constraints: [{ expr: 'total >= 0', error_key: 'negative_total' }] },
  },
};

import { dropping } from '../fixes/dropping';
import type { ActionField } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  balanceColumn: (name: string): Message =>
    message(`${quote(name)} is not among the item fields.`, `${quote(name)} no está entre los campos de las líneas.`),
};

function checkBalance({ balance, item_fields: items = [] }: ActionField, path: readonly Step[], report: Report): void {
  if (balance === undefined) return;
  if (items.length === 0) return;
  for (const side of ['debit_column', 'credit_column'] as const) {
    if (!items.some(({ key }) => key === balance[side]))
      report(
        [...path, side],
        near(
          texts.balanceColumn(balance[side]),
          balance[side],
          items.map(({ key }) => key),
        ),
      );
  }
}

export const rule: Rule<'BAL-COL'> = {
  id: 'BAL-COL',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      (action.fields ?? []).forEach((field, at) => checkBalance(field, [...path, 'fields', at, 'balance'], report));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: '`balance` names something that is no item field',
  why: 'The compared column is not among the items.',
  example: {
    at: '/contributions/actions/0/fields',
    before: [
      {
        key: 'lines',
        type: 'array',
        item_fields: [
          { key: 'debit', type: 'number' },
          { key: 'credit', type: 'number' },
        ],
        balance: { debit_column: 'debt', credit_column: 'credit' },
      },
    ],
  },
};

import { dropping } from '../fixes/dropping';
import type { ActionField } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  balanceItems: (): Message =>
    message('`balance` compares columns of `item_fields`, which are missing.', '`balance` compara columnas de `item_fields`, que faltan.'),
};

function checkBalance({ balance, item_fields: items = [] }: ActionField, path: readonly Step[], report: Report): void {
  if (balance === undefined) return;
  if (items.length === 0) {
    report(path, texts.balanceItems());
  }
}

export const rule: Rule<'BAL-ITEMS'> = {
  id: 'BAL-ITEMS',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      (action.fields ?? []).forEach((field, at) => checkBalance(field, [...path, 'fields', at, 'balance'], report));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: '`balance` without item fields',
  why: 'There are no columns to compare.',
  example: {
    at: '/contributions/actions/0/fields',
    before: [{ key: 'lines', type: 'array', balance: { debit_column: 'debit', credit_column: 'credit' } }],
    after: [
      {
        key: 'lines',
        type: 'array',
        item_fields: [
          { key: 'debit', type: 'number' },
          { key: 'credit', type: 'number' },
        ],
        balance: { debit_column: 'debit', credit_column: 'credit' },
      },
    ],
  },
};

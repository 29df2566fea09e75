import type { OptionTrailing } from '../../../schemas';
import { removing } from '../fixes/usual';
import type { Step } from '../pointer';
import type { Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  currencyFormat: (): Message => message('`currency_field` belongs to format "money".', '`currency_field` es del formato "money".'),
};

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  if (figure.currency_field !== undefined && figure.format !== 'money') picker.report([...path, 'currency_field'], texts.currencyFormat());
}

export const rule: Rule<'OD-CURRENCY'> = {
  id: 'OD-CURRENCY',
  level: 'error',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const picker = { facts, report };
      const path = ['models', facts.index, 'option_display'];
      const trailing = display.trailing ?? [];
      trailing.forEach((figure, at) => checkTrailing(figure, [...path, 'trailing', at], picker));
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: '`currency_field` without the format money',
  why: 'Only money has a currency.',
  example: { at: '/models/0/option_display', before: { trailing: [{ key: 'total', field: 'total', currency_field: 'status' }] } },
};

import type { OptionTrailing } from '../../../schemas';
import { blockMessages } from '../messages/blocks';
import type { Step } from '../pointer';
import type { Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  if ((figure.field === undefined) === (figure.metric === undefined)) picker.report(path, blockMessages.fieldOrMetric());
}

export const rule: Rule<'OD-FIELDMETRIC'> = {
  id: 'OD-FIELDMETRIC',
  level: 'error',
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
  meaning: 'a figure with both `field` and `metric`, or neither',
  why: 'A figure comes from a column or from a metric.',
  example: {
    at: '/models/0/option_display',
    before: { trailing: [{ key: 'total', field: 'total', metric: 'sold' }] },
    after: { trailing: [{ key: 'total', field: 'total' }] },
  },
};

import type { OptionTrailing } from '../../../schemas';
import { blockMessages } from '../messages/blocks';
import type { Step } from '../pointer';
import type { Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  (figure.tones ?? []).forEach(({ when }, at) => {
    const where = [...path, 'tones', at, 'when'];
    if (when.field !== undefined) picker.report([...where, 'field'], blockMessages.toneField());
  });
}

export const rule: Rule<'OD-TONE-FIELD'> = {
  id: 'OD-TONE-FIELD',
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
  meaning: 'a tone that tests a field',
  why: 'A tone looks at the figure it colours.',
  example: {
    at: '/models/0/option_display',
    before: { trailing: [{ key: 'total', field: 'total', tones: [{ when: { field: 'paid', op: 'lt', value: 0 }, tone: 'danger' }] }] },
  },
};

import type { OptionTrailing } from '../../../schemas';
import { removing } from '../fixes/usual';
import type { Step } from '../pointer';
import type { Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  toneField: (): Message =>
    message('A tone tests the value shown; it takes no `field`.', 'Un tono prueba el valor mostrado; no lleva `field`.'),
};

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  (figure.tones ?? []).forEach(({ when }, at) => {
    const where = [...path, 'tones', at, 'when'];
    if (when.field !== undefined) picker.report([...where, 'field'], texts.toneField());
  });
}

export const rule: Rule<'OD-TONE-FIELD'> = {
  id: 'OD-TONE-FIELD',
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
  meaning: 'a tone that tests a field',
  why: 'A tone looks at the figure it colours.',
  example: {
    at: '/models/0/option_display',
    before: { trailing: [{ key: 'total', field: 'total', tones: [{ when: { field: 'paid', op: 'lt', value: 0 }, tone: 'danger' }] }] },
  },
};

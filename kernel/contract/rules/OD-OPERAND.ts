import { dropping } from '../fixes/dropping';
import type { OptionDisplayCondition, OptionTrailing } from '../../../schemas';
import type { Step } from '../pointer';
import type { Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  noOperand: (op: string): Message => message(`${quote(op)} takes nothing to compare with.`, `${quote(op)} no lleva con qué comparar.`),
  oneOperand: (): Message =>
    message('Needs exactly one of `value`, `ref` and `ref_metric`.', 'Necesita exactamente uno de `value`, `ref` y `ref_metric`.'),
};

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  if (figure.when !== undefined) checkCondition(figure.when, [...path, 'when'], picker);
  (figure.tones ?? []).forEach(({ when }, at) => {
    const where = [...path, 'tones', at, 'when'];
    checkCondition(when, where, picker);
  });
}

function checkCondition({ op, value, ref, ref_metric }: OptionDisplayCondition, path: readonly Step[], picker: Picker): void {
  const operands = [value, ref, ref_metric].filter((operand) => operand !== undefined).length;
  if (op === 'empty' || op === 'not_empty') {
    if (operands > 0) picker.report(path, texts.noOperand(op));
  } else if (operands !== 1) picker.report(path, texts.oneOperand());
}

export const rule: Rule<'OD-OPERAND'> = {
  id: 'OD-OPERAND',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const picker = { facts, report };
      const path = ['models', facts.index, 'option_display'];
      const trailing = display.trailing ?? [];
      trailing.forEach((figure, at) => checkTrailing(figure, [...path, 'trailing', at], picker));
      (display.badges ?? []).forEach(({ when }, at) => {
        const where = [...path, 'badges', at];
        if (when !== undefined) checkCondition(when, [...where, 'when'], picker);
      });
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a comparison with too many or too few operands',
  why: 'A comparison needs exactly one other side, and emptiness none.',
  example: {
    at: '/models/0/option_display',
    before: { trailing: [{ key: 'total', field: 'total', when: { op: 'lt' } }] },
    after: { trailing: [{ key: 'total', field: 'total', when: { op: 'lt', value: 1 } }] },
  },
};

import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { OptionDisplayCondition, OptionTrailing } from '../../../schemas';
import { readPlaceholders } from '../../expressions/small';
import { trimmed } from '../../expressions/trim';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { IDENTIFIER, type Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';

function checkColumn(name: string | undefined, path: readonly Step[], { facts, report }: Picker): void {
  if (name !== undefined && !facts.columns.has(name)) report(path, commonMessages.noColumn(name, facts.model.key, facts.columns.keys()));
}

function checkText(text: string, path: readonly Step[], picker: Picker): void {
  const part = trimmed(text);
  const names = IDENTIFIER.test(part) ? [part] : readPlaceholders(part).names;
  const unknown = names.find((name) => !picker.facts.columns.has(name));
  checkColumn(unknown, path, picker);
}

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  checkColumn(figure.field, [...path, 'field'], picker);
  checkColumn(figure.currency_field, [...path, 'currency_field'], picker);
  if (figure.when !== undefined) checkCondition(figure.when, [...path, 'when'], picker);
  (figure.tones ?? []).forEach(({ when }, at) => {
    const where = [...path, 'tones', at, 'when'];
    checkCondition(when, where, picker);
  });
}

function checkCondition({ field, ref }: OptionDisplayCondition, path: readonly Step[], picker: Picker): void {
  checkColumn(field, [...path, 'field'], picker);
  checkColumn(ref, [...path, 'ref'], picker);
}

export const rule: Rule<'OD-COL'> = {
  id: 'OD-COL',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping()),
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const picker = { facts, report };
      const path = ['models', facts.index, 'option_display'];
      if (display.title !== undefined) checkText(display.title, [...path, 'title'], picker);
      (display.subtitle ?? []).forEach((part, at) => checkText(part, [...path, 'subtitle', at], picker));
      checkColumn(display.image, [...path, 'image'], picker);
      const trailing = display.trailing ?? [];
      trailing.forEach((figure, at) => checkTrailing(figure, [...path, 'trailing', at], picker));
      (display.badges ?? []).forEach(({ field, when }, at) => {
        const where = [...path, 'badges', at];
        checkColumn(field, [...where, 'field'], picker);
        if (when !== undefined) checkCondition(when, [...where, 'when'], picker);
      });
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'an option display names no column',
  why: 'The picker would show nothing there.',
  example: { at: '/models/0/option_display', before: { title: 'statuz' } },
};

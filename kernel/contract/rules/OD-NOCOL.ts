import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { readPlaceholders } from '../../expressions/small';
import { trimmed } from '../../expressions/trim';
import type { Step } from '../pointer';
import { IDENTIFIER, type Picker } from '../read/option-display';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  pickerNoColumn: (text: string): Message =>
    message(
      `${quote(text)} names no column: write a column, or a text with {column}.`,
      `${quote(text)} no nombra ninguna columna: escriba una columna o un texto con {columna}.`,
    ),
};

function checkText(text: string, path: readonly Step[], picker: Picker): void {
  const part = trimmed(text);
  const names = IDENTIFIER.test(part) ? [part] : readPlaceholders(part).names;
  if (names.length === 0) picker.report(path, texts.pickerNoColumn(text));
}

export const rule: Rule<'OD-NOCOL'> = {
  id: 'OD-NOCOL',
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
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a title or subtitle without any column',
  why: 'A title without a column is the same for every record.',
  example: { at: '/models/0/option_display', before: { title: 'An order' }, after: { title: '{status}' } },
};

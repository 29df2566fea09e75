import { readGuard } from '../../expressions/guard';
import { respellGuard } from '../fixes/respelling';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  guard: (expression: string): Message =>
    message(
      `${quote(expression)} is not a comparison of arithmetic.`,
      `${quote(expression)} no es una comparación de aritmética.`,
      `Write one comparison without outer parentheses, such as amount >= 0; 2,000 characters at most on either side.`,
      `Escriba una sola comparación sin paréntesis exteriores, como amount >= 0; 2.000 caracteres como máximo a cada lado.`,
    ),
};

export const rule: Rule<'CON-EXPR'> = {
  id: 'CON-EXPR',
  level: 'error',
  fix: respellGuard,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      model.columns.forEach((column, at) => {
        (column.constraints ?? []).forEach(({ expr }, position) => {
          const path = ['models', index, 'columns', at, 'constraints', position];
          const reading = readGuard(expr);
          const unknown = reading.ok ? reading.names.find((name) => !columns.has(name)) : undefined;
          if (!reading.ok) report([...path, 'expr'], texts.guard(expr));
          else if (unknown !== undefined) report([...path, 'expr'], commonMessages.noColumn(unknown, model.key, columns.keys()));
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a constraint that is not one comparison over own columns',
  why: 'The guard is one comparison of arithmetic over own columns, checked on every write.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', constraints: [{ expr: '(total >= 0)', error_key: 'negative_total' }] },
  },
};

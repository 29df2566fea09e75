import { dropping } from '../fixes/dropping';
import type { FieldOption } from '../../../schemas';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  optionSet: (): Message => message('`when` needs values in `in` or `not_in`.', '`when` necesita valores en `in` o `not_in`.'),
};

export const rule: Rule<'OPT-WHEN-SET'> = {
  id: 'OPT-WHEN-SET',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    eachField(context, ({ options }, path, isConditional) => {
      if (!isConditional || !Array.isArray(options)) return;
      options.forEach(({ when }: FieldOption, at) => {
        if (when === undefined) return;
        const where = [...path, 'options', at, 'when'];
        if ((when.in ?? []).length === 0 && (when.not_in ?? []).length === 0) report(where, texts.optionSet());
      });
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a conditional choice without values',
  why: 'A condition without values never holds.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', options: [{ value: 'late', label: 'Late', when: { field: 'token' } }] },
    after: { name: 'status', type: 'text', options: [{ value: 'late', label: 'Late', when: { field: 'token', in: ['x'] } }] },
  },
};

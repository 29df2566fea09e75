import { dropping } from '../fixes/dropping';
import type { FieldOption } from '../../../schemas';
import { isEmpty } from '../read/context';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  optionField: (): Message =>
    message(
      '`when` must name a `field`, or the field itself must have `depends_on`.',
      '`when` debe nombrar un `field`, o el propio campo llevar `depends_on`.',
    ),
};

export const rule: Rule<'OPT-WHEN-FIELD'> = {
  id: 'OPT-WHEN-FIELD',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    eachField(context, ({ options, depends_on }, path, isConditional) => {
      if (!isConditional || !Array.isArray(options)) return;
      options.forEach(({ when }: FieldOption, at) => {
        if (when === undefined) return;
        const where = [...path, 'options', at, 'when'];
        if (isEmpty(when.field) && isEmpty(depends_on)) report(where, texts.optionField());
      });
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a conditional choice that depends on no field',
  why: 'The condition must look at some field.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', options: [{ value: 'late', label: 'Late', when: { in: ['x'] } }] },
    after: { name: 'status', type: 'text', options: [{ value: 'late', label: 'Late', when: { field: 'token', in: ['x'] } }] },
  },
};

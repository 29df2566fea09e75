import { type FixRule, set } from '../fix';
import { titles } from '../fixes/titles';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  classAlone: (): Message => message('`class` is used alone, without field, equals or in.', '`class` va solo, sin field, equals ni in.'),
};

/** A condition of a field is not shared with a class. */
const classAlone: FixRule = ({ path, value }) => [
  {
    id: 'set',
    title: titles.remove('field, equals, in'),
    safe: false,
    changes: set(path, { class: (value as { class: unknown }).class }),
  },
];

export const rule: Rule<'VIS-CLASS-ALONE'> = {
  id: 'VIS-CLASS-ALONE',
  level: 'error',
  fix: classAlone,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ visible_when: when }, at) => {
        if (when?.class === undefined) return;
        const path = ['models', index, 'columns', at, 'visible_when'];
        if (!isEmpty(when.field) || !isEmpty(when.equals) || (when.in ?? []).length > 0) report(path, texts.classAlone());
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`visible_when.class` together with field, equals or in',
  why: 'A class decides alone; further conditions would be ignored.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', visible_when: { class: 'tax', field: 'token' } },
    given: {
      '/models/2': {
        key: 'OrderTax',
        table: 'order_tax',
        extends: 'shop.Order',
        columns: [{ name: 'rate', type: 'numeric' }],
        attribute_classes: [{ key: 'tax', sections: [{ key: 'main', fields: ['rate'] }] }],
      },
      '/extension_points': { model_extensions_accepted: ['Order'] },
    },
  },
};

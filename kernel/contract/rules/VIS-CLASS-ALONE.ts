import { fieldMessages } from '../messages/fields';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'VIS-CLASS-ALONE'> = {
  id: 'VIS-CLASS-ALONE',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ visible_when: when }, at) => {
        if (when?.class === undefined) return;
        const path = ['models', index, 'columns', at, 'visible_when'];
        if (!isEmpty(when.field) || !isEmpty(when.equals) || (when.in ?? []).length > 0) report(path, fieldMessages.classAlone());
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

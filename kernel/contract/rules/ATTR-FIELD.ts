import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ATTR-FIELD'> = {
  id: 'ATTR-FIELD',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping()),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const classes = model.attribute_classes ?? [];
      classes.forEach(({ sections }, at) => {
        const path = ['models', index, 'attribute_classes', at];
        sections.forEach(({ fields }, which) => {
          fields.forEach((name, position) => {
            if (!columns.has(name))
              report([...path, 'sections', which, 'fields', position], commonMessages.noColumn(name, model.key, columns.keys()));
          });
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a field of a class is no column',
  why: 'The section would show a column that does not exist.',
  example: {
    at: '/models/2',
    before: {
      key: 'OrderTax',
      table: 'order_tax',
      extends: 'shop.Order',
      columns: [{ name: 'rate', type: 'numeric' }],
      attribute_classes: [{ key: 'tax', sections: [{ key: 'main', fields: ['rat'] }] }],
    },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};

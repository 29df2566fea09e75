import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ATTR-SEC-DUP'> = {
  id: 'ATTR-SEC-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const classes = model.attribute_classes ?? [];
      classes.forEach(({ sections }, at) => {
        const path = ['models', index, 'attribute_classes', at];
        eachRepeated(
          sections.map((section) => section.key),
          (which, name) => report([...path, 'sections', which, 'key'], commonMessages.repeated(name)),
        );
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a section key used twice in a class',
  why: 'Sections of a class are told apart by their key.',
  example: {
    at: '/models/2',
    before: {
      key: 'OrderTax',
      table: 'order_tax',
      extends: 'shop.Order',
      columns: [{ name: 'rate', type: 'numeric' }],
      attribute_classes: [
        {
          key: 'tax',
          sections: [
            { key: 'main', fields: ['rate'] },
            { key: 'main', fields: ['rate'] },
          ],
        },
      ],
    },
    after: {
      key: 'OrderTax',
      table: 'order_tax',
      extends: 'shop.Order',
      columns: [{ name: 'rate', type: 'numeric' }],
      attribute_classes: [{ key: 'tax', sections: [{ key: 'main', fields: ['rate'] }] }],
    },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};

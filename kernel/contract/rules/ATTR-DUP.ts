import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ATTR-DUP'> = {
  id: 'ATTR-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    const seen = new Set<string>();
    for (const { model, index } of models) {
      const classes = model.attribute_classes ?? [];
      classes.forEach(({ key }, at) => {
        const path = ['models', index, 'attribute_classes', at];
        if (seen.has(key)) report([...path, 'key'], commonMessages.repeated(key));
        seen.add(key);
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a class key used twice in the manifest',
  why: 'Classes are named across the whole manifest.',
  example: {
    at: '/models/2',
    before: {
      key: 'OrderTax',
      table: 'order_tax',
      extends: 'shop.Order',
      columns: [{ name: 'rate', type: 'numeric' }],
      attribute_classes: [
        { key: 'tax', sections: [{ key: 'main', fields: ['rate'] }] },
        { key: 'tax', sections: [{ key: 'main', fields: ['rate'] }] },
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

import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EXT-COLUMN'> = {
  id: 'EXT-COLUMN',
  level: 'error',
  check: ({ models, tenancyColumn }, report) => {
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      model.columns.forEach(({ name, primary_key }, at) => {
        if (name === 'id' || name === tenancyColumn || primary_key === true)
          report(['models', index, 'columns', at], modelMessages.extensionColumn(name));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'an extension declares `id`, the tenancy column or a primary key',
  why: 'The host gives an extension table its key and its tenant column.',
  example: {
    at: '/models/2',
    before: {
      key: 'OrderTax',
      table: 'order_tax',
      extends: 'shop.Order',
      columns: [
        { name: 'id', type: 'uuid' },
        { name: 'rate', type: 'numeric' },
      ],
    },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};

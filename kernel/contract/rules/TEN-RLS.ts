import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'TEN-RLS'> = {
  id: 'TEN-RLS',
  level: 'error',
  check: ({ manifest, models, tenancyColumn }, report) => {
    if (manifest.kind !== 'Addon' || (manifest.tenancy?.isolation ?? 'shared') !== 'shared') return;
    for (const { model, index, columns } of models) {
      if (model.extends === undefined && !columns.has(tenancyColumn))
        report(['models', index, 'columns'], addonMessages.tenancy(model.key, tenancyColumn));
    }
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'shared isolation (also by default) and a model without the tenancy column; extension tables are exempt',
  why: 'With shared isolation the rows of all organizations lie in one table, told apart by this column. A model without it would show every organization the rows of all.',
  example: {
    at: '/models/1/columns',
    before: [
      { name: 'id', type: 'uuid', primary_key: true },
      { name: 'amount', type: 'numeric' },
    ],
  },
};

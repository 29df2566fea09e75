import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  extensionColumn: (name: string): Message =>
    message(
      `The host adds ${quote(name)} to an extension table by itself.`,
      `El host agrega ${quote(name)} por sí mismo a una tabla de extensión.`,
      'Remove the column.',
      'Quite la columna.',
    ),
};

export const rule: Rule<'EXT-COLUMN'> = {
  id: 'EXT-COLUMN',
  level: 'error',
  fix: removing(false),
  check: ({ models, tenancyColumn }, report) => {
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      model.columns.forEach(({ name, primary_key }, at) => {
        if (name === 'id' || name === tenancyColumn || primary_key === true)
          report(['models', index, 'columns', at], texts.extensionColumn(name));
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

import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  extensionSelf: (): Message => message('A model cannot extend itself.', 'Un modelo no puede extenderse a sí mismo.'),
};

export const rule: Rule<'EXT-SELF'> = {
  id: 'EXT-SELF',
  level: 'error',
  fix: anyOf(choosingModel(), dropping()),
  check: ({ manifest, models }, report) => {
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      const path = ['models', index, 'extends'];
      const [addon, target = ''] = model.extends.split('.');
      // The models of other addons are looked up at install.
      if (addon !== manifest.metadata.key) continue;
      if (target === model.key) report(path, texts.extensionSelf());
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a model extends itself',
  why: 'An extension adds columns to another model.',
  example: {
    at: '/models/2',
    before: { key: 'OrderTax', table: 'order_tax', extends: 'shop.OrderTax', columns: [{ name: 'rate', type: 'numeric' }] },
    after: { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};

import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  extensionChain: (target: string): Message =>
    message(`${quote(target)} is an extension itself.`, `${quote(target)} es a su vez una extensión.`),
};

export const rule: Rule<'EXT-CHAIN'> = {
  id: 'EXT-CHAIN',
  level: 'error',
  fix: anyOf(choosingModel(), dropping()),
  check: ({ manifest, models, byKey }, report) => {
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      const path = ['models', index, 'extends'];
      const [addon, target = ''] = model.extends.split('.');
      // The models of other addons are looked up at install.
      if (addon !== manifest.metadata.key) continue;
      const extended = byKey.get(target);
      if (target !== model.key && extended?.model.extends !== undefined) report(path, texts.extensionChain(target));
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'the extended model is an extension',
  why: 'Extension tables share the key of the model they extend; one cannot hang on another.',
  example: {
    at: '/models/3',
    before: { key: 'More', table: 'more', extends: 'shop.OrderTax', columns: [{ name: 'rate', type: 'numeric' }] },
    after: { key: 'More', table: 'more', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
    given: {
      '/models/2': { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
      '/extension_points': { model_extensions_accepted: ['Order'] },
    },
  },
};

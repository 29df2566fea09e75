import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EXT-UNKNOWN'> = {
  id: 'EXT-UNKNOWN',
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
      if (target !== model.key && extended === undefined) report(path, commonMessages.noModel(target, byKey.keys()));
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'the extended own model does not exist',
  why: 'There is nothing to extend.',
  example: {
    at: '/models/2',
    before: { key: 'OrderTax', table: 'order_tax', extends: 'shop.Ordr', columns: [{ name: 'rate', type: 'numeric' }] },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};

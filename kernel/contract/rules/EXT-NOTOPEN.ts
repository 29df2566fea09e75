import { openModel } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  extensionNotOpen: (target: string): Message =>
    message(
      `${quote(target)} does not accept extensions.`,
      `${quote(target)} no acepta extensiones.`,
      'List it in extension_points.model_extensions_accepted.',
      'Inclúyalo en extension_points.model_extensions_accepted.',
    ),
};

export const rule: Rule<'EXT-NOTOPEN'> = {
  id: 'EXT-NOTOPEN',
  level: 'error',
  fix: openModel,
  check: ({ manifest, models, byKey }, report) => {
    const open = new Set(manifest.extension_points?.model_extensions_accepted ?? []);
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      const path = ['models', index, 'extends'];
      const [addon, target = ''] = model.extends.split('.');
      // The models of other addons are looked up at install.
      if (addon !== manifest.metadata.key) continue;
      const extended = byKey.get(target);
      if (target !== model.key && extended !== undefined && extended.model.extends === undefined && !open.has(target))
        report(path, texts.extensionNotOpen(target));
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'the extended own model is not listed in `model_extensions_accepted`',
  why: 'A model is extended only when its owner says so, own models included.',
  example: {
    at: '/models/2',
    before: { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
  },
};

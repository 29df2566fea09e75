import { requireAddon } from '../fixes/particular';
import { anyOf, dropping } from '../fixes/dropping';
import { openModel } from '../fixes/declaring';
import { gateMessages, promised } from '../messages/gates';
import type { Step } from '../pointer';
import { reachable } from '../read/reachable-addons';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  closedModel: (model: string): Message =>
    promised(
      `${quote(model)} is not among extension_points.model_extensions_accepted.`,
      `${quote(model)} no está en extension_points.model_extensions_accepted.`,
    ),
};

export const rule: Rule<'PROM-EXTEND'> = {
  id: 'PROM-EXTEND',
  level: 'warning',
  fix: anyOf(openModel, requireAddon, dropping(1)),
  check: (context, report) => {
    const { manifest, models, byKey } = context;
    const open = new Set(manifest.extension_points?.model_extensions_accepted ?? []);
    const known = reachable(context);
    const check = (target: string, path: readonly Step[]): void => {
      const [addon = '', model] = target.split('.', 2);
      if (model === undefined) {
        if (byKey.has(target) && !open.has(target)) report(path, texts.closedModel(target));
      } else if (!known.has(addon)) report(path, gateMessages.foreignAddon(target, addon));
    };
    for (const { model, index } of models) {
      if (model.extends !== undefined) check(model.extends, ['models', index, 'extends']);
      (model.extensions ?? []).forEach(({ target_model }, at) => check(target_model, ['models', index, 'extensions', at, 'target_model']));
    }
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'an extension of a model that did not opt in, or of an addon that is not required',
  why: 'A model is extended only when its addon is there and has opened it.',
  example: {
    at: '/models/1/extensions',
    before: [{ target_model: 'crm.Customer', columns: [{ name: 'tax_id', type: 'text' }] }],
    after: [{ target_model: 'core.User', columns: [{ name: 'tax_id', type: 'text' }] }],
  },
};

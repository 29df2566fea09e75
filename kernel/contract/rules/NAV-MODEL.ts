import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';

/** Not checked upstream: a screen without a model stays empty. */
export const rule: Rule<'NAV-MODEL'> = {
  id: 'NAV-MODEL',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping(1)),
  check: (context, report) => {
    const tables = new Set(context.models.map(({ model }) => model.table));
    eachNavItem(context, ({ model }, path) => {
      if (model === undefined || model.includes('.') || context.byKey.has(model) || tables.has(model)) return;
      report([...path, 'model'], commonMessages.noModel(model, context.byKey.keys()));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a menu entry for a model that does not exist',
  isOwn: true,
  why: 'The screen stays empty.',
  example: { at: '/contributions/navigation', before: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Ordr' }] }] },
};

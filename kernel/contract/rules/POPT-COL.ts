import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'POPT-COL'> = {
  id: 'POPT-COL',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping(1)),
  check: ({ manifest, byKey }, report) => {
    (manifest.provides_options ?? []).forEach((catalog, index) => {
      const path = ['provides_options', index];
      const facts = byKey.get(catalog.model);
      if (facts === undefined) return;
      const named = (name: string | undefined, where: readonly Step[]): void => {
        if (name !== undefined && !facts.columns.has(name))
          report(where, commonMessages.noColumn(name, catalog.model, facts.columns.keys()));
      };
      for (const field of ['value', 'label', 'order_by'] as const) named(catalog[field], [...path, field]);
      (catalog.extras ?? []).forEach((name, at) => named(name, [...path, 'extras', at]));
      for (const name of Object.keys(catalog.where ?? {})) named(name, [...path, 'where', name]);
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a catalog names no column',
  why: 'Value and label are columns of the model.',
  example: { at: '/provides_options', before: [{ key: 'orders', model: 'Order', value: 'id', label: 'statuz' }] },
};

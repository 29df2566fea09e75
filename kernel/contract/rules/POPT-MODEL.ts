import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'POPT-MODEL'> = {
  id: 'POPT-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, byKey }, report) => {
    (manifest.provides_options ?? []).forEach((catalog, index) => {
      const path = ['provides_options', index];
      const facts = byKey.get(catalog.model);
      if (facts === undefined) {
        report([...path, 'model'], commonMessages.noModel(catalog.model, byKey.keys()));
      }
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a catalog over a model that is not own',
  why: 'Choices come from own rows.',
  example: { at: '/provides_options', before: [{ key: 'orders', model: 'Ordr', value: 'id', label: 'status' }] },
};

import { choosingModel } from '../fixes/choosing';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ACT-MODEL'> = {
  id: 'ACT-MODEL',
  level: 'warning',
  fix: choosingModel(),
  check: ({ manifest, byKey, models }, report) => {
    const tables = new Set(models.map(({ model }) => model.table));
    (manifest.contributions?.actions ?? []).forEach(({ target_model: target }, index) => {
      if (target === undefined || target.includes('.') || byKey.has(target) || tables.has(target)) return;
      report(['contributions', 'actions', index, 'target_model'], commonMessages.noModel(target, byKey.keys()));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: '`target_model` is no own model',
  isOwn: true,
  why: 'The action is never offered: there are no records of that model.',
  example: { at: '/contributions/actions/0/target_model', before: 'Ordr' },
};

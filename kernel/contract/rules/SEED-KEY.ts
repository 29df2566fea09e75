import { choosingColumn } from '../fixes/choosing';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SEED-KEY'> = {
  id: 'SEED-KEY',
  level: 'error',
  fix: choosingColumn(),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      if (model.seed === undefined) continue;
      const path = ['models', index, 'seed'];
      if (!columns.has(model.seed.key)) report([...path, 'key'], commonMessages.noColumn(model.seed.key, model.key, columns.keys()));
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'key of the seed is no column',
  why: 'The host looks by this column whether a row is there already; otherwise every install would add it again.',
  example: { at: '/models/0/seed', before: { key: 'statuz', rows: [{ status: 'open' }] } },
};

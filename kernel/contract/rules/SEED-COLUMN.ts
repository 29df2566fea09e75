import { declaringColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SEED-COLUMN'> = {
  id: 'SEED-COLUMN',
  level: 'warning',
  fix: anyOf(declaringColumn(), dropping()),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      if (model.seed === undefined) continue;
      const path = ['models', index, 'seed'];
      model.seed.rows.forEach((row, at) => {
        for (const name of Object.keys(row))
          if (!columns.has(name)) report([...path, 'rows', at, name], commonMessages.noColumn(name, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a seeded row names no column',
  isOwn: true,
  why: 'The insert fails on a column that does not exist.',
  example: { at: '/models/0/seed', before: { key: 'status', rows: [{ statuz: 'open' }] } },
};

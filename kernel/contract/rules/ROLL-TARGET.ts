import { choosingColumn, declaringColumn, isNumber } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROLL-TARGET'> = {
  id: 'ROLL-TARGET',
  level: 'error',
  fix: anyOf(choosingColumn(isNumber), declaringColumn('numeric'), dropping(1)),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      (model.relations ?? []).forEach((relation, at) => {
        (relation.rollups ?? []).forEach(({ target }, position) => {
          const path = ['models', index, 'relations', at, 'rollups', position];
          if (!columns.has(target)) report([...path, 'target'], commonMessages.noColumn(target, model.key, columns.keys()));
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'target of a rollup is no column of the parent',
  why: 'The total has no column to be kept in.',
  example: {
    at: '/models/0/relations',
    before: [
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'totl', from: 'amount' }] },
    ],
  },
};

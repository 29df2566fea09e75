import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REL-COLUMN'> = {
  id: 'REL-COLUMN',
  level: 'warning',
  fix: anyOf(choosingColumn(), dropping(1)),
  check: ({ models, byKey }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        const child = byKey.get(relation.through);
        if (
          child !== undefined &&
          relation.kind === 'one_to_many' &&
          relation.foreign_key !== '' &&
          !child.columns.has(relation.foreign_key)
        ) {
          report([...path, 'foreign_key'], commonMessages.noColumn(relation.foreign_key, relation.through, child.columns.keys()));
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'the foreign key is no column of the child',
  isOwn: true,
  why: 'Children are found by this column.',
  example: { at: '/models/0/relations', before: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'ordr_id' }] },
};

import { keyed } from '../fixes/rewriting';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REL-EMPTY'> = {
  id: 'REL-EMPTY',
  level: 'error',
  fix: anyOf(keyed, dropping(1)),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        for (const field of ['name', 'through', 'foreign_key'] as const)
          if (relation[field] === '') report([...path, field], commonMessages.blank());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'name, child or foreign key of a relation is empty',
  why: 'The detail page asks for the children by these names.',
  example: {
    at: '/models/0/relations',
    before: [{ name: '', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
    after: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
  },
};

import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REL-NAME'> = {
  id: 'REL-NAME',
  level: 'warning',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        if (relation.name !== '' && !/^[a-z][a-z0-9_]{0,62}$/.test(relation.name))
          report([...path, 'name'], modelMessages.relationName(relation.name));
        if (relation.through !== '' && !/^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(relation.through))
          report([...path, 'through'], modelMessages.relationName(relation.through));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a name of a relation or its child that some hosts refuse',
  why: 'Some hosts use the name as an SQL alias and refuse others.',
  example: {
    at: '/models/0/relations',
    before: [{ name: 'Order lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
    after: [{ name: 'order_lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
  },
};

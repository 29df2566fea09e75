import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REL-DUP'> = {
  id: 'REL-DUP',
  level: 'warning',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      eachRepeated(
        given.map(({ name }) => name),
        (at, name) => report(['models', index, 'relations', at, 'name'], commonMessages.repeated(name)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: "a relation's name used twice",
  why: 'Two lists of one name: only one is shown.',
  example: {
    at: '/models/0/relations',
    before: [
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' },
      { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' },
    ],
    after: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
  },
};

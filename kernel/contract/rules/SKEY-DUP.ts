import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SKEY-DUP'> = {
  id: 'SKEY-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.search_keys ?? [];
      eachRepeated(
        given.map(({ name }) => name),
        (at, name) => report(['models', index, 'search_keys', at, 'name'], commonMessages.repeated(name)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: "a search key's name used twice",
  why: 'Search keys become columns, so their names are unique.',
  example: {
    at: '/models/0/search_keys',
    before: [
      { name: 'look', format: '{status}' },
      { name: 'look', format: '{token}' },
    ],
  },
};

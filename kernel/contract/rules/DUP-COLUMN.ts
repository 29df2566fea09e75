import { modelMessages } from '../messages/models';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-COLUMN'> = {
  id: 'DUP-COLUMN',
  level: 'warning',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      eachRepeated(
        model.columns.map(({ name }) => name),
        (at, name) => report(['models', index, 'columns', at, 'name'], modelMessages.duplicateColumn(name)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a column twice in a model; the install would fail',
  isOwn: true,
  why: 'PostgreSQL refuses a table with two columns of one name. Hosts do not look for it before the install, which then fails.',
  example: {
    at: '/models/1/columns',
    before: [
      { name: 'organization_id', type: 'uuid' },
      { name: 'amount', type: 'numeric' },
      { name: 'amount', type: 'text' },
    ],
  },
};

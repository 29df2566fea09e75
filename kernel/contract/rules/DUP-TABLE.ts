import { modelMessages } from '../messages/models';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-TABLE'> = {
  id: 'DUP-TABLE',
  level: 'warning',
  check: ({ models }, report) => {
    eachRepeated(
      models.map(({ model }) => model.table),
      (index, table) => report(['models', index, 'table'], modelMessages.duplicateTable(table)),
    );
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a table of two models; the install would fail',
  isOwn: true,
  why: 'Two models would write into one table. Hosts do not look for it before the install, which then fails.',
  example: { at: '/models/1/table', before: 'orders' },
};

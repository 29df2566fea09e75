import { installMessages } from '../messages/install';
import type { Rule, RulePage } from '../rule';

/** Of a table, the hosts' own among them. */
const MAX_COLUMNS = 1600;

export const rule: Rule<'COL-COUNT'> = {
  id: 'COL-COUNT',
  level: 'warning',
  check: ({ models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const count = tableColumns(model).size;
      if (count > MAX_COLUMNS) report([...path, 'columns'], installMessages.columnCount(count));
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'more than 1,600 columns; the install would fail',
  isOwn: true,
  why: 'A table of PostgreSQL has 1,600 columns at most, those of the host among them.',
  example: null,
};

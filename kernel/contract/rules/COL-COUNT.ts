import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  columnCount: (count: number): Message =>
    refused(
      `The table would have ${count} columns with those that hosts add; PostgreSQL takes 1,600.`,
      `La tabla tendría ${count} columnas con las que agregan los hosts; PostgreSQL admite 1.600.`,
      'Move columns into a model of their own.',
      'Lleve columnas a un modelo propio.',
    ),
};

/** Of a table, the hosts' own among them. */
const MAX_COLUMNS = 1600;

export const rule: Rule<'COL-COUNT'> = {
  id: 'COL-COUNT',
  level: 'warning',
  check: ({ models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const count = tableColumns(model).size;
      if (count > MAX_COLUMNS) report([...path, 'columns'], texts.columnCount(count));
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

import { removingEntry } from '../fixes/usual';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  duplicateColumn: (column: string): Message =>
    message(
      `The column ${quote(column)} exists twice. Other hosts do not check this before the install, which then fails.`,
      `La columna ${quote(column)} existe dos veces. Otros hosts no lo comprueban antes de instalar, y la instalación falla.`,
      'Remove or rename one of them.',
      'Quite o cambie el nombre de una.',
    ),
};

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-COLUMN'> = {
  id: 'DUP-COLUMN',
  level: 'warning',
  fix: removingEntry(false),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      eachRepeated(
        model.columns.map(({ name }) => name),
        (at, name) => report(['models', index, 'columns', at, 'name'], texts.duplicateColumn(name)),
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

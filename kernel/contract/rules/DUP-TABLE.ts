import { renumber } from '../fixes/usual';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  duplicateTable: (table: string): Message =>
    message(
      `The table ${quote(table)} belongs to two models. Other hosts do not check this before the install, which then fails.`,
      `La tabla ${quote(table)} es de dos modelos. Otros hosts no lo comprueban antes de instalar, y la instalación falla.`,
      'Give each model its own table.',
      'Dé a cada modelo su propia tabla.',
    ),
};

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-TABLE'> = {
  id: 'DUP-TABLE',
  level: 'warning',
  fix: renumber,
  check: ({ models }, report) => {
    eachRepeated(
      models.map(({ model }) => model.table),
      (index, table) => report(['models', index, 'table'], texts.duplicateTable(table)),
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

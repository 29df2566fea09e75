import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { hasDefault } from '../../schema/table-columns';
import { message, type Message, quote } from '../text';

const texts = {
  notNull: (name: string): Message =>
    message(
      `${quote(name)} is empty until a row is deleted, so with not_null no row can be created.`,
      `${quote(name)} está vacía hasta que se borra la fila; con not_null no se puede crear ninguna.`,
      'Remove not_null.',
      'Quite not_null.',
    ),
  filled: (name: string): Message =>
    message(
      `${quote(name)} tells that a row is deleted, so with a default every new row is gone at once.`,
      `${quote(name)} indica que la fila está borrada; con un valor por defecto toda fila nueva desaparece al instante.`,
      'Remove the default.',
      'Quite el valor por defecto.',
    ),
};

const OF_DELETED_ROWS = new Set(['deleted_at', 'deleted_by_id']);

export const rule: Rule<'AUDIT-FILL'> = {
  id: 'AUDIT-FILL',
  level: 'warning',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        const path = ['models', index, 'columns', at];
        if (column.name === 'deleted_at' && hasDefault(column)) report([...path, 'default'], texts.filled(column.name));
        else if (OF_DELETED_ROWS.has(column.name) && (column.not_null === true || column.primary_key === true))
          report([...path, column.not_null === true ? 'not_null' : 'primary_key'], texts.notNull(column.name));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an audit column of deleted rows that is never empty: no row could be created, or none would be seen',
  isOwn: true,
  why: 'The host writes `deleted_at` and `deleted_by_id` when a row is deleted, and tells by them which rows are.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'deleted_at', type: 'timestamptz', not_null: true },
    after: { name: 'deleted_at', type: 'timestamptz' },
  },
};

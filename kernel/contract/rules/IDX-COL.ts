import { choosingColumn, declaringColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  indexColumn: (name: string, model: string): Message =>
    message(
      `${quote(name)} is not a column of ${model}. Hosts do not check this before the install, which then fails.`,
      `${quote(name)} no es una columna de ${model}. Los hosts no lo comprueban antes de instalar, y la instalación falla.`,
    ),
};

export const rule: Rule<'IDX-COL'> = {
  id: 'IDX-COL',
  level: 'error',
  fix: anyOf(choosingColumn(), declaringColumn(), dropping(2)),
  check: ({ models, tableColumns }, report) => {
    for (const { model, index, columns } of models) {
      const stored = tableColumns(model);
      (model.indices ?? []).forEach(({ columns: covered, where }, at) => {
        const path = ['models', index, 'indices', at];
        const isPartial = where !== undefined && where !== '';
        covered.forEach((name, position) => {
          if (columns.has(name)) return;
          if (isPartial) report([...path, 'columns', position], commonMessages.noColumn(name, model.key, columns.keys()));
          else if (!stored.has(name))
            report([...path, 'columns', position], near(texts.indexColumn(name, model.key), name, columns.keys()), 'warning');
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'an index names no column; without `where` a warning (own)',
  why: 'The index cannot be created. With `where` hosts check it before; without, the install fails.',
  example: { at: '/models/0/indices', before: [{ name: 'orders_total_idx', columns: ['totall'] }] },
};

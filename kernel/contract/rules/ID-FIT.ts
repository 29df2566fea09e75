import { setting } from '../fixes/usual';
import { columnTypeOf } from '../../columns/column-type';
import { hasDefault, hostDefault } from '../../schema/table-columns';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  type: (type: string): Message =>
    message(
      `The host writes a uuid into \`id\`, which ${quote(type)} cannot hold: no row can be created.`,
      `El host escribe un uuid en \`id\`, que ${quote(type)} no puede guardar: no se puede crear ninguna fila.`,
      'Write the type uuid; a number of your own is a column of its own, filled by a sequence.',
      'Escriba el tipo uuid; un número propio es otra columna, que llena una secuencia.',
    ),
  constant: (value: unknown): Message =>
    message(
      `Every row that takes the default has the id ${quote(value)}: the second one is refused.`,
      `Toda fila que toma el valor por defecto tiene el id ${quote(value)}: la segunda se rechaza.`,
      'Remove the default, or write gen_random_uuid().',
      'Quite el valor por defecto o escriba gen_random_uuid().',
    ),
};

const isFunction = (value: unknown): boolean => typeof value === 'string' && value.endsWith('()');

export const rule: Rule<'ID-FIT'> = {
  id: 'ID-FIT',
  level: 'warning',
  fix: setting('uuid'),
  check: ({ models, written }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        if (column.name !== 'id') return;
        const path = ['models', index, 'columns', at];
        if (columnTypeOf(column.type) !== null && hostDefault(column) === null) report([...path, 'type'], texts.type(column.type));
        else if (hasDefault(column) && !isFunction(column.default))
          report([...path, 'default'], texts.constant(written(column.default, [...path, 'default'])));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an `id` that cannot hold what the host writes into it, or that is the same for every row',
  isOwn: true,
  why: 'Hosts tell rows apart by a uuid that they make themselves. A text takes one as well, where it has room for 36 characters.',
  example: { at: '/models/0/columns/0', before: { name: 'id', type: 'integer' }, after: { name: 'id', type: 'uuid' } },
};

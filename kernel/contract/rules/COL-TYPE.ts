import { rewriting } from '../fixes/rewriting';
import { columnTypeOf, typeFault } from '../../columns/column-type';
import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  typeBounds: (type: string, fault: 'length' | 'precision' | 'scale'): Message =>
    fault === 'length'
      ? refused(
          `${type} has no room for anything.`,
          `${type} no deja sitio para nada.`,
          'Give it a length above zero.',
          'Dele una longitud mayor que cero.',
        )
      : fault === 'precision'
        ? refused(
            `The precision of ${type} is not between 1 and 1000.`,
            `La precisión de ${type} no está entre 1 y 1000.`,
            'Write for example numeric(12,2).',
            'Escriba por ejemplo numeric(12,2).',
          )
        : refused(
            `The scale of ${type} is above 1000.`,
            `La escala de ${type} pasa de 1000.`,
            'Write for example numeric(12,2).',
            'Escriba por ejemplo numeric(12,2).',
          ),
};

export const rule: Rule<'COL-TYPE'> = {
  id: 'COL-TYPE',
  level: 'warning',
  fix: rewriting((type) => (type.startsWith('varchar') ? 'text' : type.replace(/\(.*$/, ''))),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      model.columns.forEach(({ type }, at) => {
        const own = columnTypeOf(type);
        const fault = own === null ? null : typeFault(own);
        if (fault !== null) report([...path, 'columns', at, 'type'], texts.typeBounds(type, fault));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'parameters of a type that PostgreSQL refuses; the install would fail',
  isOwn: true,
  why: 'PostgreSQL refuses the parameters when the table is made.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'varchar(0)' }, after: { name: 'status', type: 'varchar(40)' } },
};

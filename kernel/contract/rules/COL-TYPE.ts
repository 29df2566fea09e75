import { columnTypeOf, typeFault } from '../../columns/column-type';
import { installMessages } from '../messages/install';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'COL-TYPE'> = {
  id: 'COL-TYPE',
  level: 'warning',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      model.columns.forEach(({ type }, at) => {
        const own = columnTypeOf(type);
        const fault = own === null ? null : typeFault(own);
        if (fault !== null) report([...path, 'columns', at, 'type'], installMessages.typeBounds(type, fault));
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

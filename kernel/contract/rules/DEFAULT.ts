import { columnDefault } from '../column-default';
import { valueMessages } from '../messages/values';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DEFAULT'> = {
  id: 'DEFAULT',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        const read = columnDefault(column.default);
        if (read.kind !== 'refused') return;
        const message = read.reason === 'shape' ? valueMessages.defaultShape() : valueMessages.defaultCharacters(String(column.default));
        report(['models', index, 'columns', at, 'default'], message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a column default that cannot be written into the table: a list, an object, or text with `\'`, `"`, `;` or `\\`',
  why: 'The default becomes part of DDL. Plain text is quoted for you, which is safe only without quotes, semicolons and backslashes.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', default: '"open"' } },
};

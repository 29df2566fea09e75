import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  searchable: (type: string): Message =>
    message(
      `A ${type} column cannot be searched.`,
      `Una columna ${type} no se puede buscar.`,
      'Remove `searchable`.',
      'Quite `searchable`.',
    ),
};

export const rule: Rule<'SEARCHABLE'> = {
  id: 'SEARCHABLE',
  level: 'error',
  fix: removing(true),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ searchable, type }, at) => {
        if (searchable === true && /^(?:json|jsonb|vector)/.test(type))
          report(['models', index, 'columns', at, 'searchable'], texts.searchable(type));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`searchable` on json, jsonb or vectors',
  why: 'Structures cannot be indexed for text search.',
  example: { at: '/models/0/columns/6', before: { name: 'meta', type: 'jsonb', searchable: true } },
};

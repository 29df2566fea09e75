import { fieldMessages } from '../messages/fields';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SEARCHABLE'> = {
  id: 'SEARCHABLE',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ searchable, type }, at) => {
        if (searchable === true && /^(?:json|jsonb|vector)/.test(type))
          report(['models', index, 'columns', at, 'searchable'], fieldMessages.searchable(type));
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

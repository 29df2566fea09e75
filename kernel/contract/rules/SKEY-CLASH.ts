import { rewriting } from '../fixes/rewriting';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  searchKeyClash: (name: string): Message => message(`${quote(name)} is a column already.`, `${quote(name)} ya es una columna.`),
};

export const rule: Rule<'SKEY-CLASH'> = {
  id: 'SKEY-CLASH',
  level: 'error',
  fix: rewriting((name) => `${name}_key`),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ name }, at) => {
        const path = ['models', index, 'search_keys', at];
        if (columns.has(name)) report([...path, 'name'], texts.searchKeyClash(name));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a search key named like a column',
  why: 'A search key becomes a column of the table.',
  example: { at: '/models/0/search_keys', before: [{ name: 'status', format: '{token}' }], after: [{ name: 'look', format: '{token}' }] },
};

import { dropping } from '../fixes/dropping';
import { readPlaceholders } from '../../expressions/small';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SKEY-COL'> = {
  id: 'SKEY-COL',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ format }, at) => {
        const path = ['models', index, 'search_keys', at];
        const { names } = readPlaceholders(format);
        const where = [...path, 'format'];
        const unknown = names.find((column) => !columns.has(column));
        if (unknown !== undefined) report(where, commonMessages.noColumn(unknown, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: "a search key's format names something that is no column",
  why: 'The mark names no column.',
  example: { at: '/models/0/search_keys', before: [{ name: 'look', format: '{statuz}' }] },
};

import { readPlaceholders } from '../../expressions/small';
import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SKEY-NOPH'> = {
  id: 'SKEY-NOPH',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ format }, at) => {
        const path = ['models', index, 'search_keys', at];
        const { names, stray } = readPlaceholders(format);
        const where = [...path, 'format'];
        if (!stray && names.length === 0) report(where, modelMessages.searchKeyMark(format));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a search key whose format names no column',
  why: 'The text must be made of something.',
  example: { at: '/models/0/search_keys', before: [{ name: 'look', format: 'status' }] },
};

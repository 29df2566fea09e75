import { dropping } from '../fixes/dropping';
import { readPlaceholders } from '../../expressions/small';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  searchKeyType: (column: string, type: string): Message =>
    message(`${quote(column)} (${type}) cannot be part of a text.`, `${quote(column)} (${type}) no puede formar parte de un texto.`),
};

export const rule: Rule<'SKEY-TYPE'> = {
  id: 'SKEY-TYPE',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ format }, at) => {
        const path = ['models', index, 'search_keys', at];
        const { names } = readPlaceholders(format);
        const where = [...path, 'format'];
        const unfit = names.find((column) => /^(?:json|jsonb|vector)/.test(columns.get(column)?.type ?? ''));
        if (unfit !== undefined) report(where, texts.searchKeyType(unfit, columns.get(unfit)?.type ?? ''));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'a search key over json or vectors',
  why: 'Structures cannot be part of a text.',
  example: { at: '/models/0/search_keys', before: [{ name: 'look', format: '{meta}' }], after: [{ name: 'look', format: '{status}' }] },
};

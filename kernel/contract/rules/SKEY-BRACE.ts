import { rewriting } from '../fixes/rewriting';
import { readPlaceholders } from '../../expressions/small';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  searchKeyBrace: (format: string): Message => message(`${quote(format)} has a stray brace.`, `${quote(format)} tiene una llave suelta.`),
};

export const rule: Rule<'SKEY-BRACE'> = {
  id: 'SKEY-BRACE',
  level: 'error',
  fix: rewriting((format) => format.replaceAll(/\{(?![a-z0-9_]+\})|(?<!\{[a-z0-9_]+)\}/g, ''), true),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ format }, at) => {
        const path = ['models', index, 'search_keys', at];
        const { stray } = readPlaceholders(format);
        const where = [...path, 'format'];
        if (stray) report(where, texts.searchKeyBrace(format));
      });
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: "a stray brace in a search key's format",
  why: 'A brace that stays open was meant to be a mark.',
  example: { at: '/models/0/search_keys', before: [{ name: 'look', format: '{status}}' }], after: [{ name: 'look', format: '{status}' }] },
};

import { readPlaceholders } from '../../expressions/small';
import { type FixRule, namesAt, set } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  searchKeyMark: (format: string): Message =>
    message(`${quote(format)} names no column in braces.`, `${quote(format)} no nombra ninguna columna entre llaves.`),
};

/** A single word that is a column was meant as a mark. */
const bracedColumn: FixRule = (target) => {
  const { path, value } = target;
  const columns = namesAt(target, [...path.slice(0, 2), 'columns'], 'name');
  if (typeof value !== 'string' || !columns.includes(value)) return [];
  return [{ id: 'write', title: titles.write(`{${value}}`), safe: true, changes: set(path, `{${value}}`) }];
};

export const rule: Rule<'SKEY-NOPH'> = {
  id: 'SKEY-NOPH',
  level: 'error',
  fix: bracedColumn,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.search_keys ?? [];
      given.forEach(({ format }, at) => {
        const path = ['models', index, 'search_keys', at];
        const { names, stray } = readPlaceholders(format);
        const where = [...path, 'format'];
        if (!stray && names.length === 0) report(where, texts.searchKeyMark(format));
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

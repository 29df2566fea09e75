import { rewriting } from '../fixes/rewriting';
import { refused } from '../messages/install';
import type { Check, Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  nameTooLong: (name: string): Message =>
    refused(
      `${quote(name)} is longer than the 63 bytes that PostgreSQL keeps of a name.`,
      `${quote(name)} es más largo que los 63 bytes que PostgreSQL guarda de un nombre.`,
      'Shorten it.',
      'Acórtelo.',
    ),
};

/** A name in bytes; the names of the contract are ASCII. */
const MAX_NAME = 63;

/** Longest names the legacy plane takes. */
const MAX_COLUMN_NAME = 63;

const MAX_TABLE_NAME = 63;

const tableShapes: Check = ({ models }, report) => {
  for (const { model, index } of models) {
    const path = ['models', index];
    const keys = model.search_keys ?? [];
    keys.forEach(({ name }, at) => {
      const where = [...path, 'search_keys', at, 'name'];
      if (name.length > MAX_NAME) report(where, texts.nameTooLong(name));
    });
  }
};

const nameLengths: Check = ({ models }, report) => {
  for (const { model, index } of models) {
    if (model.table.length > MAX_TABLE_NAME) report(['models', index, 'table'], texts.nameTooLong(model.table));
    model.columns.forEach(({ name }, at) => {
      if (name.length > MAX_COLUMN_NAME) report(['models', index, 'columns', at, 'name'], texts.nameTooLong(name));
    });
  }
};

export const rule: Rule<'NAME-LENGTH'> = {
  id: 'NAME-LENGTH',
  level: 'warning',
  fix: rewriting((name) => name.slice(0, 50).replace(/_+$/, '')),
  check: (context, report) => {
    tableShapes(context, report);
    nameLengths(context, report);
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a table, column or search key over the 63 bytes of a name; the install would fail',
  isOwn: true,
  why: 'PostgreSQL keeps 63 bytes of a name; a longer one is refused, here and on older hosts, or cut.',
  example: { at: '/models/1/table', before: 'ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt', after: 'lines' },
};

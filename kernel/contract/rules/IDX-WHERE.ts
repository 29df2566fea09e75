import { readIndexWhere } from '../../expressions/index-predicate';
import { bare, respelling } from '../fixes/respelling';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  indexWhere: (where: string): Message =>
    message(
      `${quote(where)} is not a condition an index may have.`,
      `${quote(where)} no es una condición que un índice pueda llevar.`,
      "Write comparisons such as status = 'open' or closed_at IS NULL, joined by AND; no OR, no parentheses.",
      "Escriba comparaciones como status = 'open' o closed_at IS NULL, unidas por AND; sin OR ni paréntesis.",
    ),
};

export const rule: Rule<'IDX-WHERE'> = {
  id: 'IDX-WHERE',
  level: 'error',
  fix: respelling([
    (text) => text.replaceAll(/={2,3}/g, '='),
    (text) => text.replaceAll('"', "'"),
    (text) => text.replaceAll(/\s*&&\s*/g, ' AND '),
    (text) => text.replaceAll(/(?:!=|<>|=)\s*null\b/gi, (match) => (match.startsWith('=') ? 'IS NULL' : 'IS NOT NULL')),
    bare,
  ]),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      (model.indices ?? []).forEach(({ where }, at) => {
        const path = ['models', index, 'indices', at];
        const isPartial = where !== undefined && where !== '';
        if (!isPartial) return;
        const named = readIndexWhere(where);
        if (named === null) report([...path, 'where'], texts.indexWhere(where));
        const unknown = named?.map(({ column }) => column).find((name) => !columns.has(name));
        if (unknown !== undefined) report([...path, 'where'], commonMessages.noColumn(unknown, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'condition of a partial index: not the small language below, or an unknown column',
  why: 'The condition becomes part of a statement, so its grammar is small: comparisons with literals, joined by AND.',
  example: { at: '/models/0/indices', before: [{ name: 'orders_total_idx', columns: ['total'], where: 'status == "open"' }] },
};

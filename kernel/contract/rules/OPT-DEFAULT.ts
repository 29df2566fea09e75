import { at, set, type Fix, type FixRule } from '../fix';
import { anyOf, dropping } from '../fixes/dropping';
import { titles } from '../fixes/titles';
import { valueAt } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  notOffered: (value: string): Message =>
    message(
      `${quote(value)} is none of the options, so new records begin with a value that has no label.`,
      `${quote(value)} no es ninguna de las opciones, así que los registros nuevos empiezan con un valor sin etiqueta.`,
    ),
};

/** One of the options: the first few are offered. */
const choosingOption: FixRule = (target) => {
  const options = at(target, ...target.path.slice(0, -1), 'options');
  if (!Array.isArray(options)) return [];
  return options.slice(0, 4).flatMap((option: unknown): Fix[] => {
    const value = valueAt(option, ['value']);
    return typeof value !== 'string' || value === target.suggestion?.to
      ? []
      : [{ id: 'choose', title: titles.write(value), safe: false, changes: set(target.path, value) }];
  });
};

/** Not checked upstream: the badge of the value is empty. */
export const rule: Rule<'OPT-DEFAULT'> = {
  id: 'OPT-DEFAULT',
  level: 'warning',
  fix: anyOf(choosingOption, dropping()),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ default: value, options, type }, position) => {
        if (!Array.isArray(options) || options.length === 0 || !/^(?:text|varchar)/.test(type)) return;
        // A function is what PostgreSQL makes of it.
        if (typeof value !== 'string' || value === '' || value.includes('(')) return;
        const values = options.map((option) => option.value);
        if (!values.includes(value))
          report(['models', index, 'columns', position, 'default'], near(texts.notOffered(value), value, values));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a default that is none of the column’s options',
  isOwn: true,
  why: 'Every new record begins with a value that nobody could choose, shown as an empty badge.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', default: 'opn', options: [{ value: 'open', label: 'Open' }] },
  },
};

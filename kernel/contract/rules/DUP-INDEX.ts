import { renumber } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  duplicateIndex: (name: string): Message =>
    message(
      `The index ${quote(name)} exists twice; the second stops the install or is never made.`,
      `El índice ${quote(name)} existe dos veces; el segundo detiene la instalación o no llega a crearse.`,
    ),
};

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-INDEX'> = {
  id: 'DUP-INDEX',
  level: 'warning',
  fix: renumber,
  check: ({ models }, report) => {
    const indexes = new Set<string>();
    for (const { model, index } of models) {
      (model.indices ?? []).forEach(({ name }, at) => {
        if (indexes.has(name)) report(['models', index, 'indices', at, 'name'], texts.duplicateIndex(name));
        indexes.add(name);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'an index name used twice; the second stops the install or is never made',
  isOwn: true,
  why: 'Index names are unique in a schema; the second one stops the install or is never made.',
  example: {
    at: '/models/0/indices',
    before: [
      { name: 'orders_total_idx', columns: ['total'] },
      { name: 'orders_total_idx', columns: ['paid'] },
    ],
  },
};

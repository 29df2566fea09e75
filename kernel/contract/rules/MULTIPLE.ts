import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  multipleType: (type: string): Message =>
    message(
      `Several references need a jsonb column, not ${quote(type)}.`,
      `Varias referencias necesitan una columna jsonb, no ${quote(type)}.`,
    ),
};

/** Of the install plane, which newer hosts have loosened: warnings. */
export const rule: Rule<'MULTIPLE'> = {
  id: 'MULTIPLE',
  level: 'warning',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ multiple, type }, at) => {
        const path = ['models', index, 'columns', at];
        if (multiple === true && type !== 'jsonb') report([...path, 'multiple'], texts.multipleType(type));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'several references in a column that is not jsonb',
  isOwn: true,
  why: 'Several references are stored as a list, which needs jsonb.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', ref: 'Line', multiple: true },
    after: { name: 'status', type: 'jsonb', ref: 'Line', multiple: true },
  },
};

import { fieldMessages } from '../messages/fields';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'COL-SEQ'> = {
  id: 'COL-SEQ',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const keys = new Set((model.sequences ?? []).map(({ key }) => key));
      model.columns.forEach(({ sequence }, at) => {
        if (sequence !== undefined && !keys.has(sequence))
          report(['models', index, 'columns', at, 'sequence'], near(fieldMessages.noSequence(sequence, model.key), sequence, keys));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a column filled by a sequence the model does not have',
  why: 'The column would stay empty: no counter fills it.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', sequence: 'folio' } },
};

import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DF-DUP'> = {
  id: 'DF-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const forms = model.document_forms;
      if (forms === undefined) continue;
      const path = ['models', index, 'document_forms'];
      eachRepeated(
        forms.types.map(({ key }) => key),
        (at, key) => report([...path, 'types', at, 'key'], commonMessages.repeated(key)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'document forms',
  meaning: 'a type key used twice',
  why: 'Types are told apart by their key.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        { key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] },
        { key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] },
      ],
    },
  },
};

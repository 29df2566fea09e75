import { choosingColumn, isText } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DF-TYPEFIELD'> = {
  id: 'DF-TYPEFIELD',
  level: 'error',
  fix: anyOf(choosingColumn(isText), dropping()),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const forms = model.document_forms;
      if (forms === undefined) continue;
      const path = ['models', index, 'document_forms'];
      if (!isEmpty(forms.type_field)) {
        const field = forms.type_field ?? '';
        if (!columns.has(field)) report([...path, 'type_field'], commonMessages.noColumn(field, model.key, columns.keys()));
      }
    }
  },
};

export const page: RulePage = {
  section: 'document forms',
  meaning: '`type_field` is no column',
  why: 'The chosen type is written into this column.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] }], type_field: 'statuz' },
  },
};

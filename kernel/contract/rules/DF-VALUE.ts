import { dropping } from '../fixes/dropping';
import { eachRepeated, isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  documentValue: (value: string): Message =>
    message(
      `Another type already writes ${quote(value)} into the type field.`,
      `Otro tipo ya escribe ${quote(value)} en el campo de tipo.`,
    ),
};

export const rule: Rule<'DF-VALUE'> = {
  id: 'DF-VALUE',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const forms = model.document_forms;
      if (forms === undefined) continue;
      const path = ['models', index, 'document_forms'];
      if (!isEmpty(forms.type_field)) {
        const values = forms.types.map(({ key, value }) => (value === undefined || value === '' ? key : value));
        eachRepeated(values, (at, value) => report([...path, 'types', at, 'value'], texts.documentValue(value)));
      }
    }
  },
};

export const page: RulePage = {
  section: 'document forms',
  meaning: 'two types write the same value',
  why: 'Two types that write the same value cannot be told apart later.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        { key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] },
        { key: 'credit', label: 'Sale', fields: [{ key: 'note', type: 'text' }], value: 'sale' },
      ],
      type_field: 'status',
    },
    after: {
      types: [
        { key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] },
        { key: 'credit', label: 'Sale', fields: [{ key: 'note', type: 'text' }] },
      ],
      type_field: 'status',
    },
  },
};

import { renumber } from '../fixes/usual';
import type { DocumentFormType } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const keys = type.fields.map(({ key }) => key);
  eachRepeated(keys, (at, key) => report([...path, 'fields', at, 'key'], commonMessages.repeated(key)));
}

export const rule: Rule<'DF-FIELD-DUP'> = {
  id: 'DF-FIELD-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const forms = model.document_forms;
      if (forms === undefined) continue;
      const path = ['models', index, 'document_forms'];
      forms.types.forEach((type, at) => checkType(type, forms.lines_field, [...path, 'types', at], report));
    }
  },
};

export const page: RulePage = {
  section: 'document forms',
  meaning: 'a field key used twice in a type',
  why: 'One of the two values would be lost.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [
            { key: 'note', type: 'text' },
            { key: 'note', type: 'text' },
          ],
        },
      ],
    },
  },
};

import { dropping } from '../fixes/dropping';
import type { DocumentFormType } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const keys = type.fields.map(({ key }) => key);
  keys.forEach((key, at) => {
    if (isBlank(key)) report([...path, 'fields', at, 'key'], commonMessages.blank());
  });
}

export const rule: Rule<'DF-FIELD'> = {
  id: 'DF-FIELD',
  level: 'error',
  fix: dropping(1),
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
  meaning: 'a field with a blank key',
  why: 'The value travels under this key.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: ' ', type: 'text' }] }] },
    after: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] }] },
  },
};

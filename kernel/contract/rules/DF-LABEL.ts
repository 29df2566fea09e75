import { titled } from '../fixes/rewriting';
import type { DocumentFormType } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  if (isBlank(type.label)) report([...path, 'label'], commonMessages.blank());
}

export const rule: Rule<'DF-LABEL'> = {
  id: 'DF-LABEL',
  level: 'error',
  fix: titled,
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
  meaning: 'a type with a blank label',
  why: 'People choose the type by its label.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: ' ', fields: [{ key: 'note', type: 'text' }] }] },
    after: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }] }] },
  },
};

import { dropping } from '../fixes/dropping';
import type { DocumentFormType } from '../../../schemas';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { list, message, type Message, quote } from '../text';

const texts = {
  createElsewhere: (model: string, unused: readonly string[]): Message =>
    message(
      `Records of this type are created by ${quote(model)}, so ${list(unused)} would never be used.`,
      `Los registros de este tipo los crea ${quote(model)}, así que ${list(unused)} no se usaría nunca.`,
      'Remove them, or remove `create_model`.',
      'Quítelos o quite `create_model`.',
    ),
};

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  checkDelegation(type, path, report);
}

/** A type whose records another model creates declares nothing that would be created here. */
function checkDelegation(type: DocumentFormType, path: readonly Step[], report: Report): void {
  if (isEmpty(type.create_model)) return;
  const unused = (['fields', 'lines', 'endpoint', 'submit_action', 'layout', 'party', 'sources', 'preview'] as const).filter((field) => {
    const value = type[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;
  });
  if (unused.length > 0) report([...path, 'create_model'], texts.createElsewhere(type.create_model ?? '', unused));
}

export const rule: Rule<'DF-CREATE'> = {
  id: 'DF-CREATE',
  level: 'error',
  fix: dropping(),
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
  meaning: 'a type that another model creates declares fields, lines or more, which would never be used',
  why: 'The form of another model creates the record, so nothing that is declared here would be used.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }], create_model: 'Order' }] },
    after: { types: [{ key: 'sale', label: 'Sale', fields: [], create_model: 'Order' }] },
  },
};

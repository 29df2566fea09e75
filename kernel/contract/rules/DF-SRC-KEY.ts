import { rewriting } from '../fixes/rewriting';
import { snakeCase } from '../v2/names';
import type { DocumentFormType, DocumentSource } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { IDENTIFIER } from '../read/document-forms';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const sources = type.sources ?? [];
  sources.forEach((source, at) => checkSource(source, [...path, 'sources', at], report));
}

function checkSource(source: DocumentSource, path: readonly Step[], report: Report): void {
  if (!IDENTIFIER.test(source.key)) report([...path, 'key'], commonMessages.notSnakeCase(source.key));
}

export const rule: Rule<'DF-SRC-KEY'> = {
  id: 'DF-SRC-KEY',
  level: 'error',
  fix: rewriting(snakeCase),
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
  meaning: 'a source key that is no identifier',
  why: 'The key is used as a name by the form.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'My order', label: 'Order', model: 'Order', lines: 'Line' }],
        },
      ],
    },
    after: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line' }],
        },
      ],
    },
  },
};

import { rewriting } from '../fixes/rewriting';
import { snakeCase } from '../v2/names';
import { dropping, anyOf } from '../fixes/dropping';
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
  for (const field of ['qty_field', 'line_link_field', 'remaining_qty_field', 'link_field'] as const) {
    const name = source[field];
    if (name !== undefined && name !== '' && !IDENTIFIER.test(name)) report([...path, field], commonMessages.notSnakeCase(name));
  }
}

export const rule: Rule<'DF-SRC-COL'> = {
  id: 'DF-SRC-COL',
  level: 'error',
  fix: anyOf(rewriting(snakeCase), dropping()),
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
  meaning: 'a field of a source that is no identifier',
  why: 'It names a column of the source.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', qty_field: 'The quantity' }],
        },
      ],
    },
    after: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', qty_field: 'amount' }],
        },
      ],
    },
  },
};

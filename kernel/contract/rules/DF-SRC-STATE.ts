import { dropping } from '../fixes/dropping';
import type { DocumentFormType, DocumentSource } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const sources = type.sources ?? [];
  sources.forEach((source, at) => checkSource(source, [...path, 'sources', at], report));
}

function checkSource(source: DocumentSource, path: readonly Step[], report: Report): void {
  const states = source.exclude_states ?? [];
  states.forEach((state, at) => {
    if (isBlank(state)) report([...path, 'exclude_states', at], commonMessages.blank());
  });
}

export const rule: Rule<'DF-SRC-STATE'> = {
  id: 'DF-SRC-STATE',
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
  meaning: 'a blank excluded state',
  why: 'A blank state matches nothing.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', exclude_states: [' '], line_link_field: 'order_id' }],
        },
      ],
    },
    after: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [
            { key: 'order', label: 'Order', model: 'Order', lines: 'Line', exclude_states: ['cancelled'], line_link_field: 'order_id' },
          ],
        },
      ],
    },
  },
};

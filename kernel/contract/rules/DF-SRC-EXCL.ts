import { dropping } from '../fixes/dropping';
import type { DocumentFormType, DocumentSource } from '../../../schemas';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  excludeStates: (): Message => message('`exclude_states` needs `line_link_field`.', '`exclude_states` necesita `line_link_field`.'),
};

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const sources = type.sources ?? [];
  sources.forEach((source, at) => checkSource(source, [...path, 'sources', at], report));
}

function checkSource(source: DocumentSource, path: readonly Step[], report: Report): void {
  const states = source.exclude_states ?? [];
  if (states.length > 0 && isBlank(source.line_link_field)) report([...path, 'exclude_states'], texts.excludeStates());
}

export const rule: Rule<'DF-SRC-EXCL'> = {
  id: 'DF-SRC-EXCL',
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
  meaning: '`exclude_states` without `line_link_field`',
  why: 'States are excluded by way of the line that links the documents.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', exclude_states: ['cancelled'] }],
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

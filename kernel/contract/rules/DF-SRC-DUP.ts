import { renumber } from '../fixes/usual';
import type { DocumentFormType } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const sources = type.sources ?? [];
  eachRepeated(
    sources.map(({ key }) => key),
    (at, key) => report([...path, 'sources', at, 'key'], commonMessages.repeated(key)),
  );
}

export const rule: Rule<'DF-SRC-DUP'> = {
  id: 'DF-SRC-DUP',
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
  meaning: 'a source key used twice',
  why: 'Sources are told apart by their key.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [
            { key: 'order', label: 'A', model: 'Order', lines: 'Line' },
            { key: 'order', label: 'B', model: 'Order', lines: 'Line' },
          ],
        },
      ],
    },
  },
};

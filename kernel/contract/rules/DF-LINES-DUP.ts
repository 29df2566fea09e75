import { removing } from '../fixes/usual';
import type { DocumentFormType } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated, isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  if (type.lines !== undefined && type.lines !== false) {
    const lines = type.lines === true ? {} : type.lines;
    (lines.columns ?? []).forEach((name, at) => {
      if (isBlank(name)) report([...path, 'lines', 'columns', at], commonMessages.blank());
    });
    eachRepeated(lines.columns ?? [], (at, name) => report([...path, 'lines', 'columns', at], commonMessages.repeated(name)));
  }
}

export const rule: Rule<'DF-LINES-DUP'> = {
  id: 'DF-LINES-DUP',
  level: 'error',
  fix: removing(false),
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
  meaning: 'a column of the lines blank or named twice',
  why: 'Each column of the lines is shown once.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }], lines: { columns: ['amount', 'amount'] } }] },
  },
};

import { dropping } from '../fixes/dropping';
import type { DocumentFormType } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  linesClash: (name: string): Message =>
    message(
      `The lines travel in ${quote(name)}, which is also a field of the header.`,
      `Las líneas viajan en ${quote(name)}, que también es un campo de la cabecera.`,
    ),
};

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const keys = type.fields.map(({ key }) => key);
  if (type.lines !== undefined && type.lines !== false) {
    const lines = type.lines === true ? {} : type.lines;
    const field = lines.field ?? linesField ?? 'lines';
    if (keys.includes(field)) report([...path, 'lines'], texts.linesClash(field));
  }
}

export const rule: Rule<'DF-LINES-CLASH'> = {
  id: 'DF-LINES-CLASH',
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
  meaning: 'the lines travel in a field that the header has too',
  why: 'Lines and header field would travel under one name.',
  example: {
    at: '/models/0/document_forms',
    before: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }], lines: true }], lines_field: 'note' },
    after: { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }], lines: true }], lines_field: 'lines' },
  },
};

import type { DocumentFormType, DocumentSource } from '../../../schemas';
import { setting } from '../fixes/usual';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  endpoint: (text: string): Message => message(`${quote(text)} must start with \`/\`.`, `${quote(text)} debe empezar por \`/\`.`),
};

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], report: Report): void {
  const sources = type.sources ?? [];
  sources.forEach((source, at) => checkSource(source, [...path, 'sources', at], report));
}

function checkSource(source: DocumentSource, path: readonly Step[], report: Report): void {
  const endpoint = source.remaining_endpoint;
  if (endpoint !== undefined && endpoint !== '' && !endpoint.startsWith('/'))
    report([...path, 'remaining_endpoint'], texts.endpoint(endpoint));
}

export const rule: Rule<'DF-SRC-EP'> = {
  id: 'DF-SRC-EP',
  level: 'error',
  fix: (target) => (typeof target.value === 'string' ? setting(`/${target.value}`)(target) : []),
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
  meaning: 'an endpoint that does not start with `/`',
  why: 'Addresses of the host start with a slash.',
  example: {
    at: '/models/0/document_forms',
    before: {
      types: [
        {
          key: 'sale',
          label: 'Sale',
          fields: [{ key: 'note', type: 'text' }],
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', remaining_endpoint: 'remaining' }],
        },
      ],
    },
  },
};

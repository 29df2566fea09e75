import { documentOfModel } from '../fixes/particular';
import type { Action } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  documentNeeded: (): Message => needs('document', 'kind "document" prints one', 'el tipo "document" imprime uno'),
  documentUnknown: (key: string): Message =>
    message(`${quote(key)} is not a document of this manifest.`, `${quote(key)} no es un documento de este manifiesto.`),
};

export const rule: Rule<'PUB-DOC'> = {
  id: 'PUB-DOC',
  level: 'error',
  fix: documentOfModel,
  check: (context, report) => {
    const { manifest } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const documents = new Map((manifest.contributions?.documents ?? []).map((document) => [document.key, document]));
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      const document = documents.get(route.document ?? '');
      if (route.kind === 'document' && route.document === undefined) report([...path, 'document'], texts.documentNeeded());
      if (route.document !== undefined && document === undefined)
        report([...path, 'document'], near(texts.documentUnknown(route.document), route.document, documents.keys()));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'the document is missing or does not exist',
  why: 'There is nothing to print.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'document', columns: ['total'] }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'document', columns: ['total'], document: 'receipt' }],
    given: { '/contributions/documents': [{ key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4' }] },
  },
};

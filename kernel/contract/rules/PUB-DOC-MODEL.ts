import { anyOf, dropping } from '../fixes/dropping';
import { documentOfModel } from '../fixes/particular';
import type { Action } from '../../../schemas';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  documentModel: (key: string, model: string): Message =>
    message(`The document ${quote(key)} is not printed for ${model}.`, `El documento ${quote(key)} no se imprime para ${model}.`),
};

export const rule: Rule<'PUB-DOC-MODEL'> = {
  id: 'PUB-DOC-MODEL',
  level: 'error',
  fix: anyOf(documentOfModel, dropping()),
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
      if (document !== undefined && document.model !== route.model)
        report([...path, 'document'], texts.documentModel(document.key, route.model));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'the document belongs to another model',
  why: 'The template expects another record.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], document: 'receipt' }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'] }],
    given: { '/contributions/documents': [{ key: 'receipt', model: 'Line', template: 'templates/receipt.html', paper: 'A4' }] },
  },
};

import { everyColumn } from '../fixes/particular';
import type { Action } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  columnsNeeded: (kind: string): Message =>
    needs('columns', `kind ${quote(kind)} shows only what is listed`, `el tipo ${quote(kind)} solo muestra lo que se lista`),
};

export const rule: Rule<'PUB-COLS'> = {
  id: 'PUB-COLS',
  level: 'error',
  fix: everyColumn,
  check: (context, report) => {
    const { manifest } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      const shows = (route.columns ?? []).length > 0;
      if (!shows && (route.kind === 'json' || (route.kind === 'html' && route.document === undefined)))
        report([...path, 'columns'], texts.columnsNeeded(route.kind));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'nothing to show: json needs columns, html columns or a document',
  why: 'Strangers see only what is listed, so something must be.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: [] }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'] }],
  },
};

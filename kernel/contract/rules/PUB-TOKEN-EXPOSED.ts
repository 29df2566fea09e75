import type { Action } from '../../../schemas';
import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  tokenExposed: (): Message => message('The secret of the link may not be shown.', 'El secreto del enlace no se puede mostrar.'),
};

export const rule: Rule<'PUB-TOKEN-EXPOSED'> = {
  id: 'PUB-TOKEN-EXPOSED',
  level: 'error',
  fix: removing(false),
  check: (context, report) => {
    const { manifest } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      (route.columns ?? []).forEach((name, at) => {
        if (name === route.token_column) report([...path, 'columns', at], texts.tokenExposed());
      });
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'the token column is shown',
  why: 'Whoever sees the page could hand on the secret.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total', 'token'] }],
  },
};

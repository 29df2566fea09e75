import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  publicActionUnknown: (key: string): Message =>
    message(`${quote(key)} is not an action of this manifest.`, `${quote(key)} no es una acción de este manifiesto.`),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) {
      report(where, near(texts.publicActionUnknown(key), key, actions.keys()));
    }
  });
}

export const rule: Rule<'PUB-ACT'> = {
  id: 'PUB-ACT',
  level: 'error',
  fix: dropping(1),
  check: (context, report) => {
    const { manifest } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      checkActions(route, actions, path, report);
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'an offered action does not exist',
  why: 'There is nothing to run.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'sned' }] }],
  },
};

import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  publicActionModel: (key: string, model: string): Message =>
    message(`${quote(key)} does not act on ${model}.`, `${quote(key)} no actúa sobre ${model}.`),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) return;
    if (action.target_model !== route.model) report(where, texts.publicActionModel(key, route.model));
  });
}

export const rule: Rule<'PUB-ACT-MODEL'> = {
  id: 'PUB-ACT-MODEL',
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
  meaning: 'an offered action for another model',
  why: 'The action would run on another record than the one shown.',
  example: {
    at: '/contributions/actions/0/target_model',
    before: 'Line',
    after: 'Order',
    given: {
      '/contributions/public_routes': [
        { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'send' }] },
      ],
    },
  },
};

import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  publicActionRow: (key: string): Message =>
    message(`${quote(key)} does not act on a single record.`, `${quote(key)} no actúa sobre un solo registro.`),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) return;
    if ((action.placement ?? 'row') !== 'row') report(where, texts.publicActionRow(key));
  });
}

export const rule: Rule<'PUB-ACT-ROW'> = {
  id: 'PUB-ACT-ROW',
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
  meaning: 'an offered action that is not for a single record',
  why: 'A link shows one record.',
  example: {
    at: '/contributions/actions/0/placement',
    before: 'table',
    after: 'row',
    given: {
      '/contributions/public_routes': [
        { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'send' }] },
      ],
    },
  },
};

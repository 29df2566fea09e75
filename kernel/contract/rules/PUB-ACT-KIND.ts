import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  publicActionKind: (): Message =>
    message('Only a page (kind "html") can offer actions.', 'Solo una página (tipo "html") puede ofrecer acciones.'),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  if (given.length > 0 && route.kind !== 'html') report([...path, 'actions'], texts.publicActionKind());
}

export const rule: Rule<'PUB-ACT-KIND'> = {
  id: 'PUB-ACT-KIND',
  level: 'error',
  fix: dropping(),
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
  meaning: 'actions on a route that is no page',
  why: 'Only a page has buttons.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'json', columns: ['total'], actions: [{ action: 'send' }] }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'send' }] }],
  },
};

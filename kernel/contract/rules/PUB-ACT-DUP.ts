import { removingEntry } from '../fixes/usual';
import type { Action, PublicRoute } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  eachRepeated(
    given.map(({ action }) => action),
    (at, name) => report([...path, 'actions', at, 'action'], commonMessages.repeated(name)),
  );
}

export const rule: Rule<'PUB-ACT-DUP'> = {
  id: 'PUB-ACT-DUP',
  level: 'error',
  fix: removingEntry(true),
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
  meaning: 'an action offered twice',
  why: 'One button is enough.',
  example: {
    at: '/contributions/public_routes',
    before: [
      {
        key: 'order',
        model: 'Order',
        token_column: 'token',
        kind: 'html',
        columns: ['total'],
        actions: [{ action: 'send' }, { action: 'send' }],
      },
    ],
  },
};

import { choosingColumn, declaringColumn, isText } from '../fixes/choosing';
import { anyOf } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkColumns(route: PublicRoute, { model, columns }: ModelFacts, path: readonly Step[], report: Report): void {
  const token = columns.get(route.token_column);
  if (token === undefined) report([...path, 'token_column'], commonMessages.noColumn(route.token_column, model.key, columns.keys()));
}

export const rule: Rule<'PUB-TOKEN'> = {
  id: 'PUB-TOKEN',
  level: 'error',
  fix: anyOf(choosingColumn(isText), declaringColumn()),
  check: (context, report) => {
    const { manifest, byKey } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      const facts = byKey.get(route.model);
      if (facts !== undefined) checkColumns(route, facts, path, report);
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'the token column does not exist',
  why: 'Whoever has the link is recognised by this column.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'tokn', kind: 'html', columns: ['total'] }],
  },
};

import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkColumns(route: PublicRoute, { model, columns, extensionColumns }: ModelFacts, path: readonly Step[], report: Report): void {
  (route.columns ?? []).forEach((name, at) => {
    if (!columns.has(name) && !extensionColumns.has(name))
      report([...path, 'columns', at], commonMessages.noColumn(name, model.key, columns.keys()));
  });
}

export const rule: Rule<'PUB-COL'> = {
  id: 'PUB-COL',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping()),
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
  meaning: 'a shown column does not exist',
  why: 'There is no such column to show.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['totl'] }],
  },
};

import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import { namesIn, readPredicate } from '../../expressions/predicate';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';

function checkPredicate(
  { enabled_when: when, model }: PublicRoute,
  facts: ModelFacts | undefined,
  path: readonly Step[],
  report: Report,
): void {
  if (when === undefined) return;
  const where = [...path, 'enabled_when'];
  const reading = readPredicate(when);
  if (!reading.ok) return;
  if (facts === undefined) return;
  const unknown = namesIn(reading.ast).find((name) => !facts.columns.has(name.split('.', 1)[0] ?? '') && !facts.extensionColumns.has(name));
  if (unknown !== undefined) report(where, commonMessages.noColumn(unknown, model, facts.columns.keys()));
}

export const rule: Rule<'PUB-WHEN-COL'> = {
  id: 'PUB-WHEN-COL',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const { manifest, byKey } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      const facts = byKey.get(route.model);
      checkPredicate(route, facts, path, report);
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: '`enabled_when` names no column',
  why: 'The condition looks at a column that does not exist.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], enabled_when: "statuz == 'open'" }],
  },
};

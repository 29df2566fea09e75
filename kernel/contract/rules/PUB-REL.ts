import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  relationUnknown: (name: string): Message =>
    message(
      `${quote(name)} is neither a relation nor a reference of the model.`,
      `${quote(name)} no es una relación ni una referencia del modelo.`,
    ),
};

function checkColumns(route: PublicRoute, { model, columns }: ModelFacts, path: readonly Step[], report: Report): void {
  const relations = new Set((model.relations ?? []).map(({ name }) => name));
  (route.relations ?? []).forEach((name, at) => {
    if (!relations.has(name) && !columns.has(name) && !columns.has(`${name}_id`))
      report([...path, 'relations', at], near(texts.relationUnknown(name), name, relations));
  });
}

export const rule: Rule<'PUB-REL'> = {
  id: 'PUB-REL',
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
      if (facts !== undefined) checkColumns(route, facts, path, report);
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a shown relation is neither a relation nor a reference',
  why: 'There is no such relation to show.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], relations: ['lins'] }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], relations: ['customer'] }],
  },
};

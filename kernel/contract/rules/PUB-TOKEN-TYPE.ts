import { choosingColumn, isText } from '../fixes/choosing';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  tokenType: (name: string): Message =>
    message(
      `${quote(name)} must be text or varchar to hold the secret of a link.`,
      `${quote(name)} debe ser text o varchar para guardar el secreto de un enlace.`,
    ),
};

const TEXT_TYPE = /^(?:text|varchar\(\d+\))$/;

function checkColumns(route: PublicRoute, { columns }: ModelFacts, path: readonly Step[], report: Report): void {
  const token = columns.get(route.token_column);
  if (token !== undefined && !TEXT_TYPE.test(token.type)) report([...path, 'token_column'], texts.tokenType(route.token_column));
}

export const rule: Rule<'PUB-TOKEN-TYPE'> = {
  id: 'PUB-TOKEN-TYPE',
  level: 'error',
  fix: choosingColumn(isText),
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
  meaning: 'the token column is no text',
  why: 'The secret of a link is text.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'total', kind: 'html', columns: ['status'] }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['status'] }],
  },
};

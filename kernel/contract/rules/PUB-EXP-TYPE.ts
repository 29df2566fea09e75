import { choosingColumn, isTime } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  expiresType: (name: string): Message =>
    message(`${quote(name)} must be a date or a timestamp.`, `${quote(name)} debe ser una fecha o una marca de tiempo.`),
};

const TIME_TYPES = new Set(['date', 'timestamp', 'timestamptz']);

function checkColumns(route: PublicRoute, { columns }: ModelFacts, path: readonly Step[], report: Report): void {
  if (route.expires_column === undefined) return;
  const expires = columns.get(route.expires_column);
  if (expires !== undefined && !TIME_TYPES.has(expires.type)) report([...path, 'expires_column'], texts.expiresType(route.expires_column));
}

export const rule: Rule<'PUB-EXP-TYPE'> = {
  id: 'PUB-EXP-TYPE',
  level: 'error',
  fix: anyOf(choosingColumn(isTime), dropping()),
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
  meaning: 'the expiry column is no date or timestamp',
  why: 'Only a point in time can pass.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], expires_column: 'status' }],
    after: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], expires_column: 'expires_at' }],
  },
};

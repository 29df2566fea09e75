import type { Action, PublicRoute } from '../../../schemas';
import { readPredicate } from '../../expressions/predicate';
import { respelling } from '../fixes/respelling';
import type { Step } from '../pointer';
import type { ModelFacts } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  predicate: (text: string): Message =>
    message(
      `${quote(text)} is not a condition on a record.`,
      `${quote(text)} no es una condición sobre un registro.`,
      "Write for example status == 'sent' && total > 0; text needs quotes.",
      "Escriba por ejemplo status == 'sent' && total > 0; el texto lleva comillas.",
    ),
};

function checkPredicate({ enabled_when: when }: PublicRoute, facts: ModelFacts | undefined, path: readonly Step[], report: Report): void {
  if (when === undefined) return;
  const where = [...path, 'enabled_when'];
  const reading = readPredicate(when);
  if (!reading.ok) {
    report(where, texts.predicate(when));
  }
}

export const rule: Rule<'PUB-WHEN'> = {
  id: 'PUB-WHEN',
  level: 'error',
  fix: respelling([
    (text) => text.replaceAll(/\s+and\s+/gi, ' && ').replaceAll(/\s+or\s+/gi, ' || '),
    (text) => text.replaceAll(/\s+is\s+not\s+null/gi, ' != null').replaceAll(/\s+is\s+null/gi, ' == null'),
    (text) =>
      text.replaceAll(/([=<>]\s*)([A-Za-z_]\w*)(?=\s|$|\))/g, (match, op: string, name: string) =>
        /^(?:true|false|null|nil)$/.test(name) ? match : `${op}'${name}'`,
      ),
  ]),
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
  meaning: '`enabled_when` is no record predicate',
  why: 'The condition decides whether strangers see the record, so one that cannot be read closes the route.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], enabled_when: 'status == open' }],
  },
};

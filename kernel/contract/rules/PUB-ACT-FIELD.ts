import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  publicActionField: (action: string, field: string): Message =>
    message(
      `The field ${quote(field)} of ${quote(action)} is neither plain text nor a select with fixed options.`,
      `El campo ${quote(field)} de ${quote(action)} no es texto simple ni una selección con opciones fijas.`,
    ),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) return;
    const field = (action.fields ?? []).find((candidate) => !isPublicField(candidate));
    if (field !== undefined) report(where, texts.publicActionField(key, field.key));
  });
}

function isPublicField({ type, ref, options, options_source }: NonNullable<Action['fields']>[number]): boolean {
  if (!isEmpty(ref) || !isEmpty(options_source)) return false;
  if (options !== undefined && !Array.isArray(options)) return false;
  const count = options?.length ?? 0;
  return type === 'select' ? count > 0 : (type === '' || type === 'text' || type === 'string') && count === 0;
}

export const rule: Rule<'PUB-ACT-FIELD'> = {
  id: 'PUB-ACT-FIELD',
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
  meaning: 'an offered action with a field that is neither plain text nor a fixed choice',
  why: 'A public page cannot offer data of the host to choose from.',
  example: {
    at: '/contributions/actions/0/fields',
    before: [{ key: 'count', type: 'number' }],
    after: [{ key: 'note', type: 'text' }],
    given: {
      '/contributions/public_routes': [
        { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'send' }] },
      ],
    },
  },
};

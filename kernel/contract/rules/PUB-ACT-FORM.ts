import { dropping } from '../fixes/dropping';
import type { Action, PublicRoute } from '../../../schemas';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  publicActionForm: (key: string): Message =>
    message(
      `${quote(key)} has a wizard or a dialog of its own, which a public page cannot show.`,
      `${quote(key)} tiene un asistente o un diálogo propio, que una página pública no puede mostrar.`,
    ),
};

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], report: Report): void {
  const given = route.actions ?? [];
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) return;
    if ((action.steps ?? []).length > 0 || !isEmpty(action.modal)) report(where, texts.publicActionForm(key));
  });
}

export const rule: Rule<'PUB-ACT-FORM'> = {
  id: 'PUB-ACT-FORM',
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
  meaning: 'an offered action with a wizard or a modal',
  why: 'A public page shows plain fields only.',
  example: {
    at: '/contributions/actions/0/modal',
    before: 'shop.send',
    after: '',
    given: {
      '/contributions/public_routes': [
        { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], actions: [{ action: 'send' }] },
      ],
    },
  },
};

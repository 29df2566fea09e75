import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  gateUrl: (): Message =>
    message(
      'The publish check wants an address for a webhook action that asks for more than a confirmation.',
      'La revisión de publicación quiere una dirección para una acción por webhook que pide algo más que confirmar.',
      'Add `url` to the handler.',
      'Agregue `url` al handler.',
    ),
};

export const rule: Rule<'GATE-URL'> = {
  id: 'GATE-URL',
  level: 'strict',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      const confirmOnly = action.confirm === true && isBlank(action.modal) && (action.fields ?? []).length === 0;
      if (action.handler.type === 'webhook' && isBlank(action.handler.url) && !confirmOnly)
        report([...path, 'handler', 'url'], texts.gateUrl());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a webhook action without address that asks for more than a confirmation',
  why: 'An action with a form or a dialog must reach somebody; only a mere confirmation may do without.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'webhook' },
    after: { type: 'webhook', url: 'https://shop.example/send' },
  },
};

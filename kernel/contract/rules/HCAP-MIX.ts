import { contributionMessages } from '../messages/contributions';
import { isEmpty } from '../read/context';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HCAP-MIX'> = {
  id: 'HCAP-MIX',
  level: 'error',
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') return;
      for (const field of ['function', 'operation', 'connector', 'export', 'url'] as const) {
        if (!isEmpty(handler[field])) report([...path, field], contributionMessages.capabilityMix(field));
      }
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a capability handler that also names code of its own',
  why: 'A contract is called by whoever provides it; the rest would be ignored.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'capability', capability: 'messaging.whatsapp.send', url: 'https://shop.example/send' },
  },
};

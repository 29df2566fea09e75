import { contributionMessages } from '../messages/contributions';
import { isEmpty } from '../read/context';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HCAP-EXTRA'> = {
  id: 'HCAP-EXTRA',
  level: 'error',
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') {
        if (!isEmpty(handler.capability)) report([...path, 'capability'], contributionMessages.capabilityExtra('capability'));
        if (Object.keys(handler.input ?? {}).length > 0) report([...path, 'input'], contributionMessages.capabilityExtra('input'));
      }
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: '`capability` or `input` on a handler of another type',
  why: 'Only handlers of type "capability" call a contract.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'webhook', url: 'https://shop.example/send', capability: 'messaging.send' },
  },
};

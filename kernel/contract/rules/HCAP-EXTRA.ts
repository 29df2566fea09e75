import { removing } from '../fixes/usual';
import { isEmpty } from '../read/context';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  capabilityExtra: (field: string): Message =>
    message(`\`${field}\` belongs to handlers of type "capability".`, `\`${field}\` es de los handlers de tipo "capability".`),
};

export const rule: Rule<'HCAP-EXTRA'> = {
  id: 'HCAP-EXTRA',
  level: 'error',
  fix: removing(false),
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') {
        if (!isEmpty(handler.capability)) report([...path, 'capability'], texts.capabilityExtra('capability'));
        if (Object.keys(handler.input ?? {}).length > 0) report([...path, 'input'], texts.capabilityExtra('input'));
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

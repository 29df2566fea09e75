import { removing } from '../fixes/usual';
import { isEmpty } from '../read/context';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  capabilityMix: (field: string): Message =>
    message(`A capability handler takes no \`${field}\`.`, `Un handler de capacidad no lleva \`${field}\`.`),
};

export const rule: Rule<'HCAP-MIX'> = {
  id: 'HCAP-MIX',
  level: 'error',
  fix: removing(false),
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') return;
      for (const field of ['function', 'operation', 'connector', 'export', 'url'] as const) {
        if (!isEmpty(handler[field])) report([...path, field], texts.capabilityMix(field));
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

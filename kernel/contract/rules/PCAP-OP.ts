import { contributionMessages } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PCAP-OP'> = {
  id: 'PCAP-OP',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.provides_capabilities ?? []).forEach(({ handler }, index) => {
      const path = ['provides_capabilities', index];
      if (handler.type === 'native' && isBlank(handler.operation))
        report([...path, 'handler', 'operation'], contributionMessages.providedOperation());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a native implementation without operation',
  why: 'There is nothing to call.',
  example: {
    at: '/provides_capabilities',
    before: [{ key: 'messaging.whatsapp.send', handler: { type: 'native' } }],
    after: [{ key: 'messaging.whatsapp.send', handler: { type: 'native', operation: 'send' } }],
  },
};

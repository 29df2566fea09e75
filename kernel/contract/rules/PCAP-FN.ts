import { contributionMessages } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PCAP-FN'> = {
  id: 'PCAP-FN',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.provides_capabilities ?? []).forEach(({ handler }, index) => {
      const path = ['provides_capabilities', index];
      if (handler.type === 'wasm' && isBlank(handler.function))
        report([...path, 'handler', 'function'], contributionMessages.providedFunction());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a wasm implementation without function',
  why: 'There is nothing to call.',
  example: {
    at: '/provides_capabilities',
    before: [{ key: 'messaging.whatsapp.send', handler: { type: 'wasm' } }],
    after: [{ key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'Send' } }],
  },
};

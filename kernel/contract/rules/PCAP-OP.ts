import { needs } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  providedOperation: (): Message => needs('operation', 'a native handler names its operation', 'un handler nativo nombra su operación'),
};

export const rule: Rule<'PCAP-OP'> = {
  id: 'PCAP-OP',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.provides_capabilities ?? []).forEach(({ handler }, index) => {
      const path = ['provides_capabilities', index];
      if (handler.type === 'native' && isBlank(handler.operation)) report([...path, 'handler', 'operation'], texts.providedOperation());
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

import { functionOfProvider } from '../fixes/rewriting';
import { needs } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  providedFunction: (): Message => needs('function', 'a wasm handler names its export', 'un handler wasm nombra su export'),
};

export const rule: Rule<'PCAP-FN'> = {
  id: 'PCAP-FN',
  level: 'error',
  fix: functionOfProvider,
  check: ({ manifest }, report) => {
    (manifest.provides_capabilities ?? []).forEach(({ handler }, index) => {
      const path = ['provides_capabilities', index];
      if (handler.type === 'wasm' && isBlank(handler.function)) report([...path, 'handler', 'function'], texts.providedFunction());
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

import { dropping } from '../fixes/dropping';
import { contributionMessages } from '../messages/contributions';
import { KNOWN_CONTRACTS } from '../read/handlers';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'PCAP-FIELD'> = {
  id: 'PCAP-FIELD',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    (manifest.provides_capabilities ?? []).forEach(({ key, input }, index) => {
      const path = ['provides_capabilities', index];
      const known = KNOWN_CONTRACTS.get(key);
      for (const [name, source] of Object.entries(input ?? {})) {
        const field = source.startsWith('payload.') ? source.slice('payload.'.length) : null;
        if (known !== undefined && field !== null && !known.has(field))
          report([...path, 'input', name], near(contributionMessages.inputUnknown(field, key), field, known));
      }
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an implementation reads a field the known contract does not have',
  why: 'Callers of the contract never send that field.',
  example: {
    at: '/provides_capabilities',
    before: [{ key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'Send' }, input: { phone: 'payload.too' } }],
    after: [{ key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'Send' }, input: { phone: 'payload.to' } }],
  },
};

import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PCAP-DUP'> = {
  id: 'PCAP-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.provides_capabilities ?? []).map(({ key }) => key),
      (index, key) => report(['provides_capabilities', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a provided contract declared twice',
  why: 'A contract is provided once.',
  example: {
    at: '/provides_capabilities',
    before: [
      { key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'Send' } },
      { key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'Send' } },
    ],
  },
};

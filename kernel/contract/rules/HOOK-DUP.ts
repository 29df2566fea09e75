import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HOOK-DUP'> = {
  id: 'HOOK-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.webhooks ?? []).map(({ key }) => key),
      (index, key) => report(['webhooks', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a webhook key used twice',
  why: 'Deliveries are counted by key.',
  example: {
    at: '/webhooks',
    before: [
      { key: 'in', path: '/in', do: 'wasm:Receive' },
      { key: 'in', path: '/other', do: 'wasm:Receive' },
    ],
  },
};

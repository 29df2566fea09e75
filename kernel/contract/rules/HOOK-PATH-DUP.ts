import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HOOK-PATH-DUP'> = {
  id: 'HOOK-PATH-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    eachRepeated(
      given.map(({ path }) => path),
      (index, path) => report(['webhooks', index, 'path'], commonMessages.repeated(path)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a path used twice',
  why: 'One address can reach only one of them.',
  example: {
    at: '/webhooks',
    before: [
      { key: 'in', path: '/in', do: 'wasm:Receive' },
      { key: 'other', path: '/in', do: 'wasm:Receive' },
    ],
    after: [
      { key: 'in', path: '/in', do: 'wasm:Receive' },
      { key: 'other', path: '/other', do: 'wasm:Receive' },
    ],
  },
};

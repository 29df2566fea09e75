import { addressed } from '../fixes/rewriting';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HOOK-PATH'> = {
  id: 'HOOK-PATH',
  level: 'error',
  fix: addressed,
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    given.forEach(({ path }, index) => {
      if (path === '') report(['webhooks', index, 'path'], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'an empty path',
  why: 'There is no address to call.',
  example: {
    at: '/webhooks',
    before: [{ key: 'in', path: '', do: 'wasm:Receive' }],
    after: [{ key: 'in', path: '/in', do: 'wasm:Receive' }],
  },
};

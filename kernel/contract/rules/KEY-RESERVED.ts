import { rewriting } from '../fixes/rewriting';
import { addonMessages } from '../messages/addon';
import { isReservedKey } from '../reserved-keys';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'KEY-RESERVED'> = {
  id: 'KEY-RESERVED',
  level: 'error',
  fix: rewriting((key) => `my_${key}`),
  check: ({ manifest }, report) => {
    const { key } = manifest.metadata;
    if (isReservedKey(key)) report(['metadata', 'key'], addonMessages.keyReserved(key));
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: "the addon is called like the host's own names: `core`, `kernel`, `metacore`, `public`",
  why: 'The key is the first half of every name of the addon: `core.User` is the host’s, and an addon called so would stand in its place.',
  example: {
    at: '/metadata',
    before: { key: 'core', name: 'Shop', version: '1.0.0' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0' },
  },
};

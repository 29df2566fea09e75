import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REQ-KEY'> = {
  id: 'REQ-KEY',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    manifest.compatibility.requires.forEach(({ key }, index) => {
      const path = ['compatibility', 'requires', index];
      if (key === '') report([...path, 'key'], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`key` of a requirement is empty',
  why: 'A dependency without a key names nobody.',
  example: {
    at: '/compatibility/requires',
    before: [
      { key: 'kernel', version: '^3' },
      { key: '', version: '*' },
    ],
    after: [{ key: 'kernel', version: '^3' }],
  },
};

import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SET-DUP'> = {
  id: 'SET-DUP',
  level: 'warning',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.settings ?? []).map(({ key }) => key),
      (index, key) => report(['settings', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a setting key used twice',
  isOwn: true,
  why: 'Values are stored by the setting’s key.',
  example: {
    at: '/settings',
    before: [
      { key: 'mode', type: 'string' },
      { key: 'mode', type: 'json' },
    ],
  },
};

import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'POPT-DUP'> = {
  id: 'POPT-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.provides_options ?? []).map(({ key }) => key),
      (index, key) => report(['provides_options', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a catalog key used twice',
  why: 'Lists of choices are found by their key.',
  example: {
    at: '/provides_options',
    before: [
      { key: 'orders', model: 'Order', value: 'id', label: 'status' },
      { key: 'orders', model: 'Order', value: 'id', label: 'status' },
    ],
  },
};

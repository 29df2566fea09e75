import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'BF-DUP'> = {
  id: 'BF-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.backfills ?? []).map(({ key }) => key),
      (index, key) => report(['backfills', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a backfill key used twice',
  why: 'A sweep is remembered as done by its key.',
  example: {
    at: '/backfills',
    before: [
      { key: 'fill', source: { table: 'orders', distinct: 'id' }, do: 'wasm:Fill' },
      { key: 'fill', source: { table: 'orders', distinct: 'id' }, do: 'wasm:Fill' },
    ],
  },
};

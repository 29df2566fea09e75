import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHED-DUP'> = {
  id: 'SCHED-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.schedules ?? []).map(({ key }) => key),
      (index, key) => report(['schedules', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a schedule key used twice',
  why: 'Runs are remembered by key.',
  example: {
    at: '/schedules',
    before: [
      { key: 'night', every: '24h', do: 'wasm:A' },
      { key: 'night', every: '1h', do: 'wasm:B' },
    ],
  },
};

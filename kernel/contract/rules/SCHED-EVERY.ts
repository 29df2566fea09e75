import { durationMs } from '../../expressions/small';
import { blockMessages } from '../messages/blocks';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHED-EVERY'> = {
  id: 'SCHED-EVERY',
  level: 'error',
  isShared: true,
  check: ({ manifest }, report) => {
    (manifest.schedules ?? []).forEach(({ every }, index) => {
      if ((durationMs(every) ?? 0) <= 0) report(['schedules', index, 'every'], blockMessages.every(every));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'an interval that is not above zero',
  why: 'An interval of nothing would run without end.',
  example: { at: '/schedules', before: [{ key: 'night', every: '0s', do: 'wasm:Sweep' }] },
};

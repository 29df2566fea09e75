import { durationMs } from '../../expressions/small';
import { setting } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  every: (text: string): Message =>
    message(
      `${quote(text)} is not a time above zero, such as 15m or 1h30m.`,
      `${quote(text)} no es un tiempo mayor que cero, como 15m o 1h30m.`,
    ),
};

export const rule: Rule<'SCHED-EVERY'> = {
  id: 'SCHED-EVERY',
  level: 'error',
  fix: setting('1h'),
  isShared: true,
  check: ({ manifest }, report) => {
    (manifest.schedules ?? []).forEach(({ every }, index) => {
      if ((durationMs(every) ?? 0) <= 0) report(['schedules', index, 'every'], texts.every(every));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'an interval that is not above zero',
  why: 'An interval of nothing would run without end.',
  example: { at: '/schedules', before: [{ key: 'night', every: '0s', do: 'wasm:Sweep' }] },
};

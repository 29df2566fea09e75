import { sql } from '../database/sql';
import { type Kind, usualMethods } from './kind';
import { isDateText, isMomentText, isPlainInstant, isTellable } from './moment';

export const timestamp = {
  plain: { timestamp: { sql: 'timestamptz' }, timestamptz: { sql: 'timestamptz' } },
  offered: ['timestamptz', 'timestamp'],
  aliases: { datetime: 'timestamptz', time: 'timestamptz', timestamp_tz: 'timestamptz' },
  flat: { timestamp: 'timestamptz', datetime: 'timestamptz', timestamptz: 'timestamptz' },
  form: { en: 'a moment such as 2026-01-31T09:30:00Z', es: 'un momento como 2026-01-31T09:30:00Z' },
  errorCode: 'invalid_type',
  takesFlag: false,
  isWhole: false,
  literal: (text) => (isMomentText(text.trim()) && isTellable(text.trim()) ? text.trim() : null),
  fault: (text) => (isPlainInstant(text) ? null : 'type'),
  assigns: ['instant'],
  comparedAs: 'timestamptz',
  isSortable: true,
  isRanked: true,
  isNumber: false,
  isMoment: true,
  // A whole day ends where the next begins.
  upTo: (at, text) => (isDateText(text.trim()) ? sql`${at} < ${text.trim()}::text::timestamptz + interval '1 day'` : null),
  indexMethods: usualMethods,
  shortest: () => ({ bytes: 8, alignment: 8 }),
  screen: { cell: 'datetime', control: 'datetime', filter: 'date_range', style: 'datetime' },
  fileCell: 'day',
} as const satisfies Kind;

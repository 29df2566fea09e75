import { type Kind, usualMethods } from './kind';
import { isMomentText, isPlainDay } from './moment';

export const date = {
  plain: { date: { sql: 'date' } },
  offered: ['date'],
  aliases: {},
  flat: { date: 'date' },
  form: { en: 'a day such as 2026-01-31', es: 'un día como 2026-01-31' },
  errorCode: 'invalid_type',
  takesFlag: false,
  isWhole: false,
  // The day of an instant, as it is written.
  literal: (text) => (isMomentText(text.trim()) ? text.trim().slice(0, 10) : null),
  fault: (text) => (isPlainDay(text) ? null : 'type'),
  assigns: ['instant'],
  comparedAs: 'date',
  isSortable: true,
  isRanked: true,
  isNumber: false,
  isMoment: true,
  indexMethods: usualMethods,
  shortest: () => ({ bytes: 4, alignment: 4 }),
  screen: { cell: 'datetime', control: 'date', filter: 'date_range', style: 'date' },
  fileCell: 'day',
} as const satisfies Kind;

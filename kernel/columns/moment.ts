/** Days and instants as texts, for both kinds. Twice: as requests may write them, and as a manifest must. */

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** A date, a time of day after it, an offset of at most fourteen hours after that. */
const INSTANT =
  /^\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?( ?(Z|[+-](0\d|1[0-3])(:?[0-5]\d)?|[+-]14(:?00)?))?)?$/i;

function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  // PostgreSQL has no year 0.
  return !day.startsWith('0000') && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

/** A day alone. */
export const isDateText = (text: string): boolean => DATE.test(text) && isRealDay(text);

/** A day, with a time of day or without. */
export const isMomentText = (text: string): boolean => INSTANT.test(text) && isRealDay(text);

const PARTS = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59Z');

/** Whether an instant still has four digits of a year in UTC, after it is rounded to the microseconds that PostgreSQL keeps. */
export function isTellable(text: string): boolean {
  const [, day = '', minutes = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = PARTS.exec(text) ?? [];
  const offset = zone.length === 3 ? `${zone}:00` : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = Date.parse(`${day}T${minutes}${seconds}${offset}`);
  const isRoundedUp = Math.round(Number(`0${fraction}`) * 1_000_000) === 1_000_000;
  return at >= FIRST && (isRoundedUp ? at < LAST : at <= LAST);
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/i;

/** A day in the one spelling that every session reads alike. */
export function isPlainDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A day, or an instant in the one spelling that every session reads alike. */
export function isPlainInstant(text: string): boolean {
  const [, day = '', time] = /^(\S{10})(?:[T ](\S+))?$/.exec(text) ?? [];
  return isPlainDay(day) && (time === undefined || TIME.test(time)) && isTellable(text);
}

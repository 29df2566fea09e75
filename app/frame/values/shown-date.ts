/** Days and instants as lists, boards and views show them: a day as it is, an instant in the viewer's zone and with its time. */
import { localeTag } from '../language';
import { localAt, timeZone } from './zone';

export interface ShownDate {
  display: string;
  /** The instant to the second, with its zone. */
  title?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Takes the place of the published runtime's function of the same purpose.
 *
 * @param value a day (`2026-07-04`), an instant (RFC 3339, or milliseconds since 1970).
 * @param renderAs how the cell is drawn: `date` shows the day alone.
 * @returns null for what is none of them.
 */
export function shownDate(value: unknown, renderAs: string | undefined, locale = localeTag(), zone = timeZone()): ShownDate | null {
  if (typeof value === 'string' && DAY.test(value)) return shownDay(value, locale);
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return null;
  const at = new Date(value);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() <= 1) return null;
  const title = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  }).format(at);
  if (renderAs === 'date') return { ...shownDay(localAt(at.getTime(), zone).slice(0, 10), locale), title };
  return { display: new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(at), title };
}

/** A day has no zone: both its reading and its writing are pinned to the same one. */
function shownDay(day: string, locale: string): ShownDate {
  const at = new Date(`${day}T00:00:00Z`);
  return { display: Number.isNaN(at.getTime()) ? day : new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(at) };
}

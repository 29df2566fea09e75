/** Numbers of a workbook as the person sees them: whether one is a day, a moment, a time of day or a number, and how it is written. */
import { plainNumber } from '../plain-number';

/** `date` may have a time of day; `time` has none but that; `elapsed` counts hours beyond a day. */
export type NumberKind = 'number' | 'date' | 'time' | 'elapsed';

export interface NumberFormat {
  readonly kind: NumberKind;
  /** Digits of a whole number that are shown at least: a format `00000` is how postal codes keep the zeros at their front. */
  readonly minDigits: number;
}

/** Formats that need no code: 27–36 and 50–58 are days in East Asian Excel. */
function builtIn(id: number): NumberKind | null {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if (id === 46) return 'elapsed';
  return null;
}

/** What a format code shows, by its first section. Texts, spaces as wide as a letter (`_D`) and fillers (`*-`) are no letters of it. */
function kindOfCode(code: string): NumberKind {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./gsu, '').split(';', 1)[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'elapsed';
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/general|e[+-]/gi, '');
  const clock = /[hs]|am?\/pm?/i.test(letters);
  if (/[yd]/i.test(letters.replace(/am?\/pm?/gi, '')) || (/m/i.test(letters.replace(/am?\/pm?/gi, '')) && !clock)) return 'date';
  if (/[eg]/i.test(letters) && /[ge]{1,4}/i.test(letters) && !/[0#?]/.test(letters) && !clock) return 'date';
  return clock ? 'time' : 'number';
}

export const numberFormat = (id: number, code: string | undefined): NumberFormat => ({
  kind: code === undefined ? (builtIn(id) ?? 'number') : kindOfCode(code),
  minDigits: code !== undefined && /^0+$/.test(code) ? code.length : 0,
});

export const PLAIN_FORMAT: NumberFormat = { kind: 'number', minDigits: 0 };

const DAY_MS = 86_400_000;
/** 1970 in days of the two calendars. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 } as const;
/** The last day of the year 9999. */
const MAX_SERIAL = 2_958_466;
/** The day that 1900 did not have, but Lotus 1-2-3 did. */
const LEAP_DAY = 60;

const two = (value: number): string => String(value).padStart(2, '0');

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const rest = ms % 1_000;
  const clock = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? clock : `${clock}.${String(rest).padStart(3, '0')}`;
}

/** A number as its format shows it: a day, an instant in UTC where it has a time of day, a clock or a number of hours. */
export function shownNumber(text: string, { kind, minDigits }: NumberFormat, calendar: 1900 | 1904): string {
  const plain = plainNumber(text);
  if (plain === null) return text;
  if (kind === 'number') return /^\d+$/.test(plain) ? plain.padStart(minDigits, '0') : plain;
  const serial = Number(text);
  if (!(serial >= 0 && serial < MAX_SERIAL)) return plain;
  if (kind === 'elapsed') return clockText(Math.round(serial * DAY_MS));
  const days = Math.floor(serial);
  const ms = Math.round((serial - days) * DAY_MS);
  if (serial < 1 && (kind === 'time' || ms > 0)) return clockText(ms);
  // The calendar of 1900 has a day 0, which is none.
  if (serial === 0 && calendar === 1900) return plain;
  if (calendar === 1900 && days === LEAP_DAY) return '1900-02-29';
  const early = calendar === 1900 && days < LEAP_DAY ? 1 : 0;
  const moment = new Date((days + early - EPOCH_DAYS[calendar]) * DAY_MS + ms).toISOString();
  if (ms === 0 && kind === 'date') return moment.slice(0, 10);
  return ms % 1_000 === 0 ? `${moment.slice(0, 19)}Z` : moment;
}

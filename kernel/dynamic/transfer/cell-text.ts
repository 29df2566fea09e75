/**
 * A cell's text as a person or a spreadsheet writes it, as the column reads it: numbers with the mark of decimals of their country,
 * days, yes and no in some languages. Wider than what a request may say, and only for files (docs/limits.md). What cannot be told is
 * handed on as it stands, and refused there.
 */
import { KINDS } from '../../columns/kinds';
import { decimalOf } from '../../values/decimal';
import type { ModelColumn } from '../../installed/model';
import type { Dialect } from './grid';
import { dayFirstIn, type DecimalMark, type Habits, markIn, unsigned } from './habits';
import { writtenOut } from './plain-number';

export type CellReading = { text: string } | { fault: 'ambiguous_number' | 'ambiguous_date' };

const YES = new Set(['yes', 'y', 'si', 'sí', 's', 'x', 'on', 'verdadero', 'wahr', 'ja', 'vrai', 'oui', 'verdadeiro', 'sim', '✓', '✔']);
const NO = new Set(['no', 'n', 'off', 'falso', 'falsch', 'nein', 'faux', 'non', 'não', 'nao']);

function asBoolean(text: string): string {
  const word = text.normalize('NFC').toLowerCase();
  return YES.has(word) ? 'true' : NO.has(word) ? 'false' : text;
}

/** As in India: a last group of three, and groups of two before it. */
const INDIAN_GROUPS = /^\d{1,2}(?:,\d{2})+,\d{3}$/;

/** Groups of three with a mark between them, or no such mark. */
const isGrouped = (whole: string, mark: string): boolean =>
  !whole.includes(mark) ||
  INDIAN_GROUPS.test(whole) ||
  whole.split(mark).every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));

/** What the only mark of `1.234` is: typed values have a point, in other files the rest of the file has to say it. */
function markOf(bare: string, dialect: Dialect, { decimals }: Habits): DecimalMark | null {
  const mark = bare.includes('.') ? '.' : ',';
  if (dialect === 'workbook' || dialect === 'json') return mark === '.' ? mark : null;
  return decimals ?? (mark === '.' && dialect === 'comma' ? mark : null);
}

/** The number with a point and nothing between thousands. */
function withPoint(text: string, dialect: Dialect, habits: Habits): CellReading {
  const { bare, isNegative } = unsigned(text);
  const sign = isNegative ? '-' : '';
  // An exponent, or no number at all.
  if (!/^\d[\d.,]*$/.test(bare)) return { text: decimalOf(sign + bare) ? (sign + bare).replace(/^\+/, '') : text };
  if (/^\d+$/.test(bare)) return { text: sign + bare };
  const mark = markIn(bare) ?? markOf(bare, dialect, habits);
  if (mark === null) return { fault: 'ambiguous_number' };
  const [whole = '', part = '', ...more] = bare.split(mark);
  const between = mark === '.' ? ',' : '.';
  if (more.length > 0 || !/^\d*$/.test(part) || !isGrouped(whole, between)) return { text };
  return { text: `${sign}${whole.replaceAll(between, '')}${part === '' ? '' : `.${part}`}` };
}

function asNumber(text: string, own: ModelColumn, dialect: Dialect, habits: Habits): CellReading {
  const reading = withPoint(text, dialect, habits);
  if ('fault' in reading || own.kind !== 'integer') return reading;
  const value = decimalOf(reading.text);
  return value && value.scale <= 0 ? { text: writtenOut(value) } : reading;
}

const two = (text: string): string => text.padStart(2, '0');
/** A time of day behind a day. */
const REST = String.raw`(?:[ T](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?$`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${REST}`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${REST}`);

const dayText = (year: string, month: string, day: string, time: string | undefined): CellReading => ({
  text: `${year}-${two(month)}-${two(day)}${time === undefined ? '' : ` ${time.replace(/^(?=\d:)/, '0')}`}`,
});

function asDay(text: string, column: number, habits: Habits): CellReading {
  const [, year, month = '', day = '', time] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return dayText(year, month, day, time);
  const [, first, mark, second = '', lastYear = '', clock] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined) return { text };
  // Points are written only where the day comes first.
  const dayFirst = mark === '.' || first === second ? true : (dayFirstIn(text) ?? habits.dayFirst.get(column));
  if (dayFirst === undefined) return { fault: 'ambiguous_date' };
  return dayFirst ? dayText(lastYear, second, first, clock) : dayText(lastYear, first, second, clock);
}

/** What a cell says to a column. `column` is its place in the file. */
export function cellText(text: string, own: ModelColumn, column: number, dialect: Dialect, habits: Habits): CellReading {
  // Blanks around a text belong to it; CSV has taken those off that nobody put in quotes.
  if (own.kind === 'text' && own.options.length === 0) return { text };
  const trimmed = text.trim();
  switch (KINDS[own.kind].fileCell) {
    case 'flag':
      return { text: asBoolean(trimmed) };
    case 'number':
      return asNumber(trimmed, own, dialect, habits);
    case 'day':
      return asDay(trimmed, column, habits);
    case 'text':
      return { text: trimmed };
  }
}

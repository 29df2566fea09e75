/**
 * Numbers as people write them, by locale. A number is kept as its digits from the key that was pressed to the wire, so none
 * becomes another on the way.
 */

/** How a locale writes the parts of a number. */
interface Marks {
  decimal: string;
  group: string;
}

const known = new Map<string, Marks>();

function marksOf(locale: string): Marks {
  const found = known.get(locale);
  if (found) return found;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(-1_234_567.5);
  const mark = (type: Intl.NumberFormatPartTypes, otherwise: string): string =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  const marks = { decimal: mark('decimal', '.'), group: mark('group', ',') };
  known.set(locale, marks);
  return marks;
}

/** More digits than any column holds. */
const MAX_DIGITS = 1000;
const CANONICAL = /^-?\d+(?:\.\d+)?$/;

/** `Intl` writes the digits of a text exactly; the types know it for literals only. */
const exact = (digits: string): Intl.StringNumericLiteral => digits as Intl.StringNumericLiteral;

/** The digits of a number or of its text, or undefined for what is none. Not for numbers that need an exponent. */
function digitsOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return CANONICAL.test(text) && text.length <= MAX_DIGITS ? text : undefined;
}

/**
 * A number with all its digits, as the locale writes it; other values as they are.
 *
 * @param value a JSON number, or the text of one that no double holds.
 */
export function shownNumber(value: unknown, locale: string): string {
  const digits = digitsOf(value);
  if (digits === undefined)
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  const fraction = digits.split('.')[1]?.length ?? 0;
  // Engines write at most a hundred decimals; no column has as many.
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: Math.min(fraction, 100),
    maximumFractionDigits: Math.min(fraction, 100),
  }).format(exact(digits));
}

/** What `Intl.NumberFormat.format` is to be given, so that a number that came as text keeps its digits. @param number what it would have been given */
export const exactly = (value: unknown, number: number): number | Intl.StringNumericLiteral =>
  typeof value === 'string' && digitsOf(value) !== undefined ? exact(value.trim()) : number;

/** A number as JSON carries it: a number where a double is exactly that, else its text. @param digits `-1234.5` */
export function wireNumber(digits: string): number | string {
  const number = Number(digits);
  // Zeros at the end are no other number; a double that prints other digits is.
  const shortest = digits.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return String(number) === shortest ? number : digits;
}

export type ReadNumber = { ok: true; digits: string } | { ok: false };

/** Blanks that people and programs put between thousands, and the one that keyboards write. */
const BLANK = /[\s\u00a0\u2009\u202f]/gu;
const CURRENCY = /^(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}(?![A-Z]))|(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3})$/u;

/**
 * Reads a number that was typed or pasted. What the locale writes is read, with a currency around it or without; what could be
 * another number elsewhere, or is none, is not.
 */
export function readNumber(text: string, locale: string): ReadNumber {
  const { decimal, group } = marksOf(locale);
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2212\u2012\u2013]/gu, '-')
    .replace(CURRENCY, '')
    .replace(BLANK, ' ')
    .trim();
  const sign = /^[+-]/.exec(bare)?.[0] ?? '';
  const unsigned = bare.slice(sign.length).replace(CURRENCY, '').trim().replaceAll('’', "'");
  const mark = group.trim() === '' ? ' ' : group === '’' ? "'" : group;
  const pieces = unsigned.split(decimal);
  const [whole = '', fraction] = pieces;
  if (pieces.length > 2 || unsigned.length > MAX_DIGITS || (fraction !== undefined && !/^\d*$/.test(fraction))) return { ok: false };
  const digits = wholeOf(whole, mark, fraction !== undefined, locale);
  if (digits === undefined || (digits === '' && (fraction ?? '') === '')) return { ok: false };
  const leading = digits.replace(/^0+(?=\d)/, '') || '0';
  const read = fraction === undefined || fraction === '' ? leading : `${leading}.${fraction}`;
  return { ok: true, digits: sign === '-' && /[1-9]/.test(read) ? `-${read}` : read };
}

/** The digits before the decimal mark, or undefined where groups stand where the locale puts none. */
function wholeOf(whole: string, mark: string, hasFraction: boolean, locale: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const groups = whole.split(mark);
  const digits = groups.join('');
  if (!/^\d+$/.test(digits)) return undefined;
  const isWritten = shownNumber(digits, locale).replace(BLANK, ' ').replaceAll('’', "'") === whole;
  // Where the locale writes 1234 without a mark, one mark before three digits may be meant as a decimal one.
  const isPlain = (hasFraction || groups.length > 2) && groups.every((part, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  return isWritten || isPlain ? digits : undefined;
}

/** How the locale writes one thousand two hundred thirty-four and a half, for whoever wrote something else. */
export const exampleOf = (locale: string): string => shownNumber('1234.5', locale);

/**
 * Before what was typed and is no number: a form keeps it under this sign, by which every reader of the value sees that it is
 * none. Without it `1.234` that could not be read would be taken for one and a bit.
 */
const UNREAD = '?';

export const unread = (text: string): string => `${UNREAD}${text}`;

/** The text that could not be read, or undefined for any other value. */
export const unreadText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith(UNREAD) ? value.slice(UNREAD.length) : undefined;

/**
 * Text from outside, read and cleaned at the door. Everything that comes from a file, a body, a query, a header, a guest or
 * another server passes here once; behind the door a text holds nothing that PostgreSQL, JSON or a host could not hold.
 *
 * What is decided:
 * - Bytes are UTF-8 or they are refused: a decoder that puts U+FFFD in place of what it cannot read changes data in silence.
 * - A byte order mark is no part of a text, and hosts do not take it off: it is kept and named, so that whoever judges a file
 *   judges the bytes that hosts get.
 * - NUL ends a text for C parsers (what stands behind it is not judged) and no column can hold it; half a surrogate pair has no
 *   UTF-8 at all. What somebody *says* (a value, a file, a name) is refused with either. What is only *told* (an error of a
 *   guest, an answer of another server, something that is logged) is cleaned: each becomes U+FFFD, so that one sees that
 *   something stood there.
 */

/** What hosts stumble over in a text. */
export type TextFault = 'not_utf8' | 'nul' | 'surrogate' | 'byte_order_mark';

export interface DecodedText {
  /** The whole text, mark and NUL included; U+FFFD stands where the bytes are no UTF-8. */
  readonly text: string;
  /** The worst of what is wrong with it, null for a text that hosts read as it is. */
  readonly fault: TextFault | null;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
const REPLACEMENT = '\ufffd';
const UNSTORABLE = /\0|\p{Surrogate}/u;
const EVERY_UNSTORABLE = /\0|\p{Surrogate}/gu;

/** NUL or half a surrogate pair in a text; null for one that can be stored. */
export function textFault(text: string): 'nul' | 'surrogate' | null {
  if (!UNSTORABLE.test(text)) return null;
  return text.includes('\0') ? 'nul' : 'surrogate';
}

/** The text of a file or a body, whole, and what is wrong with it. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  let text: string;
  try {
    text = STRICT.decode(bytes);
  } catch {
    return { text: LENIENT.decode(bytes), fault: 'not_utf8' };
  }
  if (text.includes('\0')) return { text, fault: 'nul' };
  return { text, fault: text.startsWith(BYTE_ORDER_MARK) ? 'byte_order_mark' : null };
}

/** The text up to so many characters, never half of one. */
export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? maxChars - 1 : maxChars);
}

/** A text that is told, fit to be stored and shown: cleaned, and cut to so many characters (UTF-16 units). */
export const cleanText = (text: string, maxChars = Number.POSITIVE_INFINITY): string =>
  cutText(text, maxChars).replace(EVERY_UNSTORABLE, REPLACEMENT);

/** Deeper values of a guest or another server are not looked into; their texts are left out. */
const MAX_CLEANED_DEPTH = 200;

/** A JSON value with every text in it cleaned, names of members included; the value itself where nothing had to be. */
export function cleanValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? cleanText(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_CLEANED_DEPTH) return null;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanValue(item, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  // Numbers that are kept as they are written, and the like.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const cleaned = entries.map(([name, item]): [string, unknown] => [cleanText(name), cleanValue(item, depth + 1)]);
  const isClean = entries.every(([name, item], index) => name === cleaned[index]?.[0] && item === cleaned[index][1]);
  return isClean ? value : Object.fromEntries(cleaned);
}

/** Where a JSON value holds a text that nothing can store, as `a.0.b`; null when it holds none. */
export function unstorablePlace(value: unknown, at = ''): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? at : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const inside = at === '' ? name : `${at}.${name}`;
    if (UNSTORABLE.test(name)) return cleanText(inside, 200);
    const found = unstorablePlace(item, inside);
    if (found !== null) return found;
  }
  return null;
}

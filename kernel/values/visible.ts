/**
 * Text from outside as it is printed. Two names can look alike and differ by a character that nobody sees (a zero-width
 * space, a soft hyphen, a direction mark that turns the rest of the line around): whatever is printed shows it as an escape.
 */
import { ExactNumber } from './json';
import { cutText } from './text';

/**
 * Controls, format characters, spaces other than the blank, whatever fonts leave out, and code points that nobody assigned.
 * Line ends and tabs stay where whole sentences are printed.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** What joins and colours pictographs is seen in them. */
const IN_PICTOGRAPHS =
  /(?<=[\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f/gu;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/**
 * A text with every invisible character written as its escape; safe in a terminal.
 * @example visible('table\u200b') // 'table\\u200b'
 */
export function visible(text: string): string {
  if (text.search(INVISIBLE) < 0) return text;
  const kept = new Set([...text.matchAll(IN_PICTOGRAPHS)].map(({ index }) => index));
  return text.replace(INVISIBLE, (character, at: number) =>
    character === '\n' || character === '\t' || kept.has(at) ? character : escaped(character),
  );
}

/** Longest piece of a text from outside that is repeated in a sentence, in UTF-16 units. */
const MAX_QUOTE_LENGTH = 60;

const shortened = (text: string): string => (text.length > MAX_QUOTE_LENGTH ? `${cutText(text, MAX_QUOTE_LENGTH - 1)}…` : text);

/** A value as it is quoted in a sentence: short, on one line, with nothing in it that cannot be seen. */
export function quote(value: unknown): string {
  if (value instanceof ExactNumber) return shortened(value.text);
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value === 'string') return visible(JSON.stringify(shortened(value)));
  return String(value);
}

/** A text file as the gates judge it: what hosts get of its bytes, and what is wrong with them. */
import { decodeText, textFault, type TextFault } from '../../values/text';

/** Longest text file that is judged; a longer one is refused where hosts would read it. */
export const MAX_TEXT_BYTES = 4 * 1024 * 1024;

export type HostTextFault = TextFault | 'utf16' | 'too_long';

export interface HostText {
  /** The whole text with everything that hosts get; empty when it is too long to be judged. */
  text: string;
  /** What hosts stumble over; null where they read the text as it is. */
  fault: HostTextFault | null;
  /** The text as its author sees it in an editor, without marks and NUL, so that what they hide is judged all the same. */
  readable: string;
}

const isUtf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: text of ASCII letters has a NUL in every other place.
  const head = bytes.subarray(0, 64);
  const zeros = (start: number): number => head.filter((byte, at) => at % 2 === start && byte === 0).length;
  const pairs = Math.floor(head.length / 2);
  if (pairs < 4) return null;
  if (zeros(1) >= pairs * 0.7 && zeros(0) === 0) return 'utf-16le';
  return zeros(0) >= pairs * 0.7 && zeros(1) === 0 ? 'utf-16be' : null;
};

const readable = (text: string): string => text.replace(/^\ufeff/, '').replaceAll('\0', ' ');

/** Reads a file whole. Never throws. */
export function hostText(content: string | Uint8Array): HostText {
  if (content.length > MAX_TEXT_BYTES) return { text: '', fault: 'too_long', readable: '' };
  if (typeof content === 'string') {
    const fault = textFault(content) ?? (content.startsWith('\ufeff') ? 'byte_order_mark' : null);
    return { text: content, fault, readable: readable(content) };
  }
  const wide = isUtf16(content);
  if (wide !== null) {
    const text = new TextDecoder(wide).decode(content);
    return { text, fault: 'utf16', readable: readable(text) };
  }
  const { text, fault } = decodeText(content);
  return { text, fault, readable: readable(text) };
}

/** The bytes of a text file as a text: UTF-8, UTF-16, or what spreadsheets of western Windows write. */
import { fileFault } from './faults';

const decoderOf = (encoding: string): TextDecoder => new TextDecoder(encoding, { fatal: true });

/** UTF-16 without a mark shows as a zero beside every plain letter. */
function isWide(bytes: Uint8Array, zeroAt: 0 | 1): boolean {
  const sample = bytes.subarray(0, 512);
  if (sample.length < 4 || sample.length % 2 !== 0) return false;
  let zeros = 0;
  for (let at = 0; at < sample.length; at += 2) {
    if (sample[at + (1 - zeroAt)] === 0) return false;
    if (sample[at + zeroAt] === 0) zeros += 1;
  }
  return zeros > sample.length / 4;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isWide(bytes, 1)) return 'utf-16le';
  if (isWide(bytes, 0)) return 'utf-16be';
  return 'utf-8';
}

/** What windows-1252 has where ISO 8859-1 has control characters; some versions of Node's decoder take the one for the other. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const decodeWindows = (bytes: Uint8Array): string =>
  new TextDecoder('windows-1252').decode(bytes).replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);

/**
 * Words of other code pages read as windows-1252: rows of accented letters, signs within a word, a capital of its rarest letters at
 * the end of a small word, bytes it has no sign for.
 */
const OTHER_CODE_PAGE = /[À-ÖØ-öø-ÿ]{3}|\p{L}[¢-¨«¬¯±-³µ¶¸¹¼-¿×÷†‡ˆ‰‹›˜]\p{L}|\p{Ll}[ŠŽŸ]|[\u0080-\u009f]/u;

/** Whether letters and signs of western Europe stand in the bytes as UTF-8 writes them: as two of windows-1252 they are rare. */
function holdsUtf8(bytes: Uint8Array): boolean {
  const isTail = (byte = 0): boolean => byte >= 0x80 && byte <= 0xbf;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0xc2) continue;
    const [second, third] = [bytes[at + 1] ?? 0, bytes[at + 2]];
    if (byte === 0xc2 && second >= 0xa0 && second <= 0xbf) return true;
    if (byte >= 0xc3 && byte <= 0xc5 && isTail(second)) return true;
    if (byte === 0xe2 && ((second === 0x80 && isTail(third)) || (second === 0x82 && third === 0xac))) return true;
  }
  return false;
}

/** The line of the first byte that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const shown = new TextDecoder('utf-8').decode(bytes);
  return shown.slice(0, Math.max(0, shown.indexOf('\ufffd'))).split('\n').length;
}

export interface Decoded {
  text: string;
  /** It is no UTF-8, and was read as windows-1252. */
  isWindows: boolean;
}

/**
 * The text of a file, its mark taken off.
 * @throws FileFault `encoding` for what can be told to be neither, `mixed_encoding` for what is both; `binary` for what holds NUL
 */
export function decodeFile(bytes: Uint8Array): Decoded {
  let text: string;
  let isWindows = false;
  try {
    text = decoderOf(encodingOf(bytes)).decode(bytes);
  } catch {
    text = decodeWindows(bytes);
    isWindows = true;
    // Its other letters would come out as two each, in silence.
    if (holdsUtf8(bytes)) throw fileFault('mixed_encoding', { row: lineOfFault(bytes) });
    if (text.includes('\0')) throw fileFault('binary');
    // Another code page would come out as other letters, in silence.
    if (OTHER_CODE_PAGE.test(text)) throw fileFault('encoding');
  }
  if (text.includes('\0')) throw fileFault('binary');
  return { text, isWindows };
}

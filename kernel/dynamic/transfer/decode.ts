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

/**
 * The text of a file, its mark taken off.
 * @throws FileFault `encoding` for what can be told to be neither; `binary` for what holds NUL
 */
export function decodeFile(bytes: Uint8Array): string {
  let text: string;
  try {
    text = decoderOf(encodingOf(bytes)).decode(bytes);
  } catch {
    text = decodeWindows(bytes);
    if (text.includes('\0')) throw fileFault('binary');
    // Another code page would come out as other letters, in silence.
    if (OTHER_CODE_PAGE.test(text)) throw fileFault('encoding');
  }
  if (text.includes('\0')) throw fileFault('binary');
  return text;
}

/** PEM blocks (RFC 7468), in the forms in which tools, mails and environment variables hand them on. */
import { fromAnyBase64, toBase64 } from '../values/encoding';

/** Longer texts are no key files. */
export const MAX_KEY_TEXT_CHARS = 16 * 1024;

export interface PemBlock {
  label: string;
  /** Undefined where the text between the lines is no base64. */
  bytes: Uint8Array | undefined;
  /** The lines `Name: value` before the content, which OpenSSL and PGP write (RFC 1421). */
  headers: string;
}

export function pem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Every block of the text; what stands around them is ignored, as other tools do. */
export function pemBlocks(text: string): PemBlock[] {
  if (text.length > MAX_KEY_TEXT_CHARS) return [];
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----)[^])*)-----END \1-----/g);
  return [...blocks].map(([, label = '', inside = '']) => {
    // A key that was kept in one line (an environment variable, a JSON text) has its line ends written out.
    const lines = inside
      .replaceAll('\\r', '')
      .replaceAll('\\n', '\n')
      .split(/\r\n|\r|\n/);
    const isHeader = (line: string): boolean => line.includes(':') || /^[ \t]+\S/.test(line);
    const begins = lines.findIndex((line) => line.trim() !== '');
    const first = lines[begins]?.includes(':') ? lines.findIndex((line, index) => index > begins && !isHeader(line)) : begins;
    const content = lines.slice(Math.max(first, 0)).join('');
    const bytes = fromAnyBase64(content);
    return { label, bytes: bytes?.length === 0 ? undefined : bytes, headers: lines.slice(begins, Math.max(first, begins)).join('\n') };
  });
}

/** Text forms of bytes. Strict: what does not decode to the same text again is refused with `undefined`. */

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Hex of either case, an even number of digits and nothing else. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The alphabet of addresses, without padding. */
export const toBase64Url = (bytes: Uint8Array): string => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Standard alphabet with padding, no white space. `atob` alone also takes unpadded and non-canonical text. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    const binary = atob(text);
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return btoa(binary) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Base64 as tools and mails hand it on: of either alphabet, wrapped, padded or not. Still strict: one text, one value.
 */
export function fromAnyBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s+/g, '');
  const standard = /[+/]/.test(plain) ? plain : plain.replaceAll('-', '+').replaceAll('_', '/');
  const padding = standard.includes('=') ? '' : '='.repeat((4 - (standard.length % 4)) % 4);
  return fromBase64(standard + padding);
}

/** Hex as tools write it: of either case, wrapped, with colons or blanks between the digits, after `0x`. */
export function fromAnyHex(text: string): Uint8Array | undefined {
  return fromHex(text.replace(/[\s:]+/g, '').replace(/^0x/i, ''));
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // A module is megabytes: a call for each of its bytes would take longer than all else of an edit.
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** WebCrypto takes views of plain ArrayBuffers only; a view of shared memory is copied. */
export function plainBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/** A JSON object, as opposed to an array, null or a scalar. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

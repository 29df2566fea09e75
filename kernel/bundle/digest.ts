import { plainBytes, toHex } from './encoding';

/** SHA-256, 32 bytes. WebCrypto: the same in Node, in a worker and in a page served over https or from localhost. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', plainBytes(bytes)));
}

/** SHA-256 as 64 lower-case hex digits: the digest shown for a bundle. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(await sha256(bytes));
}

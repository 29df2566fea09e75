import { plainBytes, toHex } from '../values/encoding';
import { bundleError } from './messages';

/**
 * SHA-256, 32 bytes.
 * @throws KernelError `CRYPTO-UNAVAILABLE` where the browser hides WebCrypto: pages over plain http from another machine
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  if (!('subtle' in globalThis.crypto)) throw bundleError('CRYPTO-UNAVAILABLE');
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', plainBytes(bytes)));
}

/** SHA-256 as 64 lower-case hex digits: the digest shown for a bundle. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(await sha256(bytes));
}

/**
 * Who computes Ed25519: WebCrypto, or plain JavaScript where a browser has no Ed25519 in it. Both make the same 64 bytes
 * (Ed25519 is deterministic) and refuse the same signatures (RFC 8032 with canonical encodings).
 */
import { signAsync, verifyAsync } from '@noble/ed25519';
import { plainBytes } from '../values/encoding';
import { pkcs8Of } from './keys';

export interface SignatureEngine {
  name: 'webcrypto' | 'noble';
  /** 64 bytes. */
  sign: (message: Uint8Array, seed: Uint8Array) => Promise<Uint8Array>;
  verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => Promise<boolean>;
}

export const webCryptoEngine: SignatureEngine = {
  name: 'webcrypto',
  async sign(message, seed) {
    const key = await globalThis.crypto.subtle.importKey('pkcs8', plainBytes(pkcs8Of(seed)), 'Ed25519', false, ['sign']);
    return new Uint8Array(await globalThis.crypto.subtle.sign('Ed25519', key, plainBytes(message)));
  },
  async verify(signature, message, publicKey) {
    const key = await globalThis.crypto.subtle.importKey('raw', plainBytes(publicKey), 'Ed25519', false, ['verify']);
    return globalThis.crypto.subtle.verify('Ed25519', key, plainBytes(signature), plainBytes(message));
  },
};

export const nobleEngine: SignatureEngine = {
  name: 'noble',
  sign: (message, seed) => signAsync(message, seed),
  verify: (signature, message, publicKey) => verifyAsync(signature, message, publicKey, { zip215: false }),
};

let found: Promise<SignatureEngine> | undefined;

async function detect(): Promise<SignatureEngine> {
  try {
    await webCryptoEngine.sign(new Uint8Array(0), new Uint8Array(32));
    return webCryptoEngine;
  } catch {
    // The only failure a constant, well-formed key can have is that the algorithm is missing.
    return nobleEngine;
  }
}

/** WebCrypto where it knows Ed25519, else plain JavaScript. Looked up once. */
export function signatureEngine(): Promise<SignatureEngine> {
  found ??= detect();
  return found;
}

/**
 * Signatures of bundles: Ed25519 over the 32 raw bytes of SHA-256 of the whole packed file. The signature travels beside the
 * bundle (`<bundle>.sig`), never inside: a digest cannot cover itself. Links are signed the same way, over a text that no
 * bundle begins with (`kernel/link/signed-link.ts`).
 */
import { sha256 } from './digest';
import { fromAnyBase64, fromAnyHex, plainBytes, toBase64, toHex } from '../values/encoding';
import { signatureEngine, type SignatureEngine } from './engine';
import type { PrivateKey, PublicKey } from './keys';
import { bundleError } from './messages';

export const SIGNATURE_BYTES = 64;
const MAX_SIGNATURE_CHARS = 4096;

/** `engine` is for tests; by default the best one that is there. */
export interface SignatureOptions {
  engine?: SignatureEngine;
}

/** Signs the packed bytes; 64 bytes. The key may be a non-extractable handle. */
export async function signBundle(packed: Uint8Array, key: PrivateKey, options: SignatureOptions = {}): Promise<Uint8Array> {
  const digest = await sha256(packed);
  if (key.kind === 'handle') return new Uint8Array(await globalThis.crypto.subtle.sign('Ed25519', key.handle, plainBytes(digest)));
  const engine = options.engine ?? (await signatureEngine());
  return engine.sign(digest, key.seed);
}

/** The first of `keys` under which the signature holds, or `undefined`. */
export async function verifyBundle<Key extends Pick<PublicKey, 'raw'>>(
  packed: Uint8Array,
  signature: Uint8Array,
  keys: readonly Key[],
  options: SignatureOptions = {},
): Promise<Key | undefined> {
  if (signature.length !== SIGNATURE_BYTES) throw bundleError('SIGNATURE-MALFORMED');
  const engine = options.engine ?? (await signatureEngine());
  const digest = await sha256(packed);
  for (const key of keys) {
    if (await engine.verify(signature, digest, key.raw)) return key;
  }
  return undefined;
}

/** The content of a `.sig` file: base64 and a line end. */
export function formatSignature(signature: Uint8Array): string {
  return `${toBase64(signature)}\n`;
}

/** What the marketplace's upload form takes: 128 hex digits. */
export function formatSignatureHex(signature: Uint8Array): string {
  return toHex(signature);
}

/**
 * Reads a signature as base64 or hex, in the forms in which tools write them: wrapped, padded or not, with colons, between armour
 * lines, after a byte order mark. @throws KernelError `SIGNATURE-MALFORMED`
 */
export function parseSignature(text: string): Uint8Array {
  const shown = text.length > MAX_SIGNATURE_CHARS ? '' : text.replace(/^\ufeff/, '');
  const inside = /-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----)[^])*)-----END \1-----/.exec(shown)?.[2] ?? shown;
  const hex = fromAnyHex(inside);
  const bytes = hex?.length === SIGNATURE_BYTES ? hex : fromAnyBase64(inside);
  if (bytes?.length !== SIGNATURE_BYTES) throw bundleError('SIGNATURE-MALFORMED');
  return bytes;
}

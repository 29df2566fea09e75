/**
 * Secrets at rest: AES-256-GCM under a key that the host hands in and nobody can export. What is sealed is bound to its place, so a
 * row that is moved to another setting, addon or organization does not open there.
 */
import { type Port, port } from '../port';
import { fromBase64, toBase64 } from '../values/encoding';

const NONCE_BYTES = 12;

export interface SecretBox {
  /** `base64(nonce ‖ ciphertext ‖ tag)`. */
  seal(text: string, place: string): Promise<string>;
  /** The text; null where it was sealed under another key or for another place. */
  open(sealed: string, place: string): Promise<string | null>;
}

export const SECRET_BOX: Port<SecretBox> = port('the box of secrets');

/** A key of its own, which no code can read. */
export const newSecretKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** `key` may still be on its way: it is waited for where a secret is. */
export function createSecretBox(key: CryptoKey | Promise<CryptoKey>): SecretBox {
  const parametersOf = (iv: Uint8Array<ArrayBuffer>, place: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(place),
  });
  return {
    async seal(text, place) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(parametersOf(nonce, place), await key, new TextEncoder().encode(text));
      const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
      whole.set(nonce);
      whole.set(new Uint8Array(sealed), NONCE_BYTES);
      return toBase64(whole);
    },
    async open(sealed, place) {
      const bytes = fromBase64(sealed);
      if (!bytes || bytes.length < NONCE_BYTES) return null;
      const nonce = Uint8Array.from(bytes.subarray(0, NONCE_BYTES));
      const rest = Uint8Array.from(bytes.subarray(NONCE_BYTES));
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(parametersOf(nonce, place), await key, rest));
      } catch {
        // The tag does not fit: another key, or another place.
        return null;
      }
    },
  };
}

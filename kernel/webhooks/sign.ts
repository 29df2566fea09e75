/** The signature by which a server knows that a webhook is its own host's (docs/architecture/08, HOOK-SIGN). */
import { sha256Hex } from '../bundle/digest';

const encoder = new TextEncoder();

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export interface Signable {
  /** Seconds since 1970. */
  timestamp: number;
  method: string;
  /** Path of the address, without host and query. */
  path: string;
  nonce: string;
  body: string;
}

/** `<timestamp>.<METHOD>.<path>.<nonce>.<sha256 of the body>` */
export async function signedText({ timestamp, method, path, nonce, body }: Signable): Promise<string> {
  return `${timestamp}.${method}.${path}.${nonce}.${await sha256Hex(encoder.encode(body))}`;
}

/** HMAC-SHA256 of a text in hex; the secret's text as issued is the key. */
export async function hmacSha256Hex(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** The signature under the installation's secret. */
export const signatureOf = async (secret: string, what: Signable): Promise<string> =>
  `sha256=${await hmacSha256Hex(secret, await signedText(what))}`;

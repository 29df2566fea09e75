/** The signature by which a server knows that a webhook is its own host's (docs/architecture/08, HOOK-SIGN). */
import { sha256Hex } from '../bundle/digest';
import type { Clock } from '../clock';
import type { InstalledAddon } from '../installed/registry';

const encoder = new TextEncoder();

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export interface Signable {
  /** Seconds since 1970. */
  timestamp: number;
  method: string;
  /** Path of the address and its query, without the host. */
  path: string;
  nonce: string;
  body: string;
}

/** `<timestamp>.<METHOD>.<path[?query]>.<nonce>.<sha256 of the body>` */
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

/** What of an address is signed; addresses may be relative to a base the host knows. */
function signedPath(url: string): string {
  try {
    const { pathname, search } = new URL(url, 'https://webhook.invalid');
    return pathname + search;
  } catch {
    return '/';
  }
}

/** The headers that every call of an installation carries, the signature among them. */
export async function signedHeaders(
  clock: Clock,
  addon: InstalledAddon,
  { method, url, body }: { method: string; url: string; body: string },
  event: string,
): Promise<Record<string, string>> {
  const timestamp = Math.floor(clock.now() / 1000);
  const nonce = crypto.randomUUID();
  return {
    'Content-Type': 'application/json',
    'X-Metacore-Timestamp': String(timestamp),
    'X-Metacore-Nonce': nonce,
    'X-Metacore-Signature': await signatureOf(addon.secret, { timestamp, method, path: signedPath(url), nonce, body }),
    'X-Metacore-Installation-ID': addon.installationId,
    'X-Metacore-Event': event,
  };
}

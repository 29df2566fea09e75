/** How a server that calls proves who it is: by HMAC over the body, or by a secret it carries (docs/architecture/08, INBOUND-VERIFY). */
import { hmacSha256Hex } from '../webhooks/sign';

/** Where servers put a signature, in the order they are looked for. */
export const SIGNATURE_HEADERS = ['X-Hub-Signature-256', 'X-Signature-256', 'X-Signature', 'X-WC-Webhook-Signature'] as const;

export type Verdict = 'verified' | 'missing' | 'invalid';

/** Compares in a time that says nothing of where two texts part. */
function same(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at % Math.max(b.length, 1));
  return difference === 0;
}

const base64Of = (hex: string): string => btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));

/** Checks the first signature header there is: hex, with or without `sha256=`, or base64. */
export async function verifyHmac(secret: string, headers: Headers, body: string): Promise<Verdict> {
  const given = SIGNATURE_HEADERS.map((name) => headers.get(name)?.trim() ?? '').find((value) => value !== '');
  if (given === undefined) return 'missing';
  const wanted = await hmacSha256Hex(secret, body);
  const bare = given.replace(/^sha256=/i, '').trim();
  return same(bare.toLowerCase(), wanted) || same(bare, base64Of(wanted)) ? 'verified' : 'invalid';
}

export function verifyBearer(secret: string, headers: Headers): Verdict {
  const given = headers.get('Authorization')?.trim() ?? '';
  if (given === '') return 'missing';
  const token = /^Bearer\s+(\S+)$/i.exec(given)?.[1] ?? '';
  return same(token, secret) ? 'verified' : 'invalid';
}

/** Development tokens: a JWT (HS256) that names a person, good for one run of the server. Never for anything but development. */
import type { Person } from '../../kernel/security/people';

const LIFETIME_SECONDS = 12 * 60 * 60;
/** A token of ours is a few hundred characters. */
const MAX_TOKEN_CHARS = 4096;

const encoder = new TextEncoder();
const toBase64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const encodeJson = (value: unknown): string => toBase64Url(encoder.encode(JSON.stringify(value)));

const HEADER = encodeJson({ alg: 'HS256', typ: 'JWT' });

export interface TokenIssuer {
  issue(person: Person): Promise<string>;
  /** The user's id of a token of ours that is still good; null for anything else. */
  userOf(token: string): Promise<string | null>;
}

/** An issuer with a key of its own, made now and kept nowhere. `now` is in milliseconds. */
export async function createTokenIssuer(now: () => number = Date.now): Promise<TokenIssuer> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  return {
    async issue(person) {
      const seconds = Math.floor(now() / 1000);
      const claims = {
        sub: person.userId,
        org: person.organizationId,
        email: person.email,
        role: person.roles[0] ?? '',
        iat: seconds,
        exp: seconds + LIFETIME_SECONDS,
      };
      const signed = `${HEADER}.${encodeJson(claims)}`;
      return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(signed))))}`;
    },
    async userOf(token) {
      if (token.length > MAX_TOKEN_CHARS) return null;
      const [header, payload, signature, ...rest] = token.split('.');
      // The header is compared, not read: a token cannot choose its own algorithm.
      if (header !== HEADER || payload === undefined || signature === undefined || rest.length > 0) return null;
      const isOurs = await crypto.subtle.verify('HMAC', key, Buffer.from(signature, 'base64url'), encoder.encode(`${header}.${payload}`));
      if (!isOurs) return null;
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub: string; exp: number };
      return claims.exp * 1000 > now() ? claims.sub : null;
    },
  };
}

/** Keeps secrets out of what is shown and kept of an exchange, in every spelling in which a request carries one. */
import { KernelError } from '../errors';
import { toBase64 } from '../values/encoding';

export const REDACTED = '[secret]';

/** Shorter ones are looked for as whole words: anywhere else they would be found in half of all texts. */
const MIN_ANYWHERE = 4;
/** From here on they are recognised inside of base64 as well. */
const MIN_IN_BASE64 = 6;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What stays the same of a text's base64 wherever it begins in what is encoded: `user:password`, for one. */
function coresOf(secret: string): string[] {
  const bytes = bytesOf(secret);
  return [0, 1, 2].map((shift) => {
    const padded = new Uint8Array(bytes.length + shift);
    padded.set(bytes, shift);
    const whole = toBase64(padded).replace(/=+$/, '');
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((bytes.length + shift) * 8) / 6);
    return whole.slice(from, to);
  });
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

/** As the base of an address: without what an address would drop, and as `URL` writes it. */
function asBase(secret: string): string[] {
  const plain = secret.trim().replace(/\/+$/, '');
  return URL.canParse(plain) ? [plain, new URL(plain).href.replace(/\/+$/, '')] : [plain];
}

function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const strict = encoded.replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const cores = secret.length >= MIN_IN_BASE64 ? coresOf(secret) : [];
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = [
    ...[encoded, strict, encodeURI(secret), strict.replaceAll('%20', '+')],
    // As a path of several segments.
    secret.split('/').map(encodeURIComponent).join('/'),
  ];
  return [
    ...[secret, secret.toLowerCase(), secret.toUpperCase(), json, JSON.stringify(json).slice(1, -1)],
    ...asBase(secret),
    ...percent,
    ...percent.map((text) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
    // Encoded twice, as some servers repeat an address.
    encodeURIComponent(encoded),
    ...cores,
    ...cores.map(urlSafe),
    ...cores.map((core) => encodeURIComponent(core)),
  ];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A function that takes secrets out of a text. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const given = [...new Set(secrets.filter((secret) => secret !== ''))];
  const anywhere = [...new Set(given.filter((secret) => secret.length >= MIN_ANYWHERE).flatMap(formsOf))]
    .filter((form) => form.length >= MIN_ANYWHERE)
    .sort((a, b) => b.length - a.length);
  const words = given.filter((secret) => secret.length < MIN_ANYWHERE);
  const short = words.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (text) => {
    let clean = text;
    for (const form of anywhere) if (clean.includes(form)) clean = clean.split(form).join(REDACTED);
    return short === null ? clean : clean.replace(short, REDACTED);
  };
}

/** What `work` throws, without its secrets: code of an addon may put one into the sentence it breaks with. */
export async function redactedErrors<T>(redact: (text: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new KernelError(error.code, redact(error.message));
  }
}

/** Headers that carry nothing but proof of who asks. */
const PROOFS = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-auth-token|x-shopify-access-token)$/i;

export const redactHeaders = (headers: Readonly<Record<string, string>>, redact: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, PROOFS.test(name) ? REDACTED : redact(value)]));

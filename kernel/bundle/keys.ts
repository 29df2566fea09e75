/**
 * Ed25519 keys of addon authors: made, kept, written to files and read from files.
 *
 * Two file forms exist. PKCS#8/SPKI PEM is what the publishing page promises and other tools read; the blocks
 * `METACORE PRIVATE KEY` (64 raw bytes: seed and public key) and `METACORE PUBLIC KEY` (32 raw bytes) are what the Go
 * command line writes. Both are read, the first is written unless the other is asked for.
 */
import { getPublicKeyAsync, Point } from '@noble/ed25519';
import { sha256Hex } from './digest';
import { equalBytes, fromBase64, plainBytes, toBase64 } from './encoding';
import { bundleError } from './messages';

export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
const MAX_KEY_TEXT_CHARS = 16 * 1024;

/** PKCS#8 of an Ed25519 key is this prefix and the seed (RFC 8410). */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
/** Version 2 (RFC 5958) appends the public key: prefix, seed, infix, public key. Written by ring and some others. */
const PKCS8_V2_PREFIX = Uint8Array.of(0x30, 0x51, 2, 1, 1, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
const PKCS8_V2_INFIX = Uint8Array.of(0x81, 0x21, 0);
/** SPKI is this prefix and the public key. */
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0);

/** Plain data: survives `postMessage` and IndexedDB. */
export interface PublicKey {
  algorithm: 'Ed25519';
  /** 32 bytes. */
  raw: Uint8Array;
  /** SHA-256 of `raw`, 64 hex digits. */
  fingerprint: string;
}

/** A private key in the open: can be exported. */
export interface SeedPrivateKey {
  kind: 'seed';
  /** 32 bytes, secret. */
  seed: Uint8Array;
  publicKey: PublicKey;
}

/** A private key behind a WebCrypto handle, as a rule non-extractable: can sign, cannot be read. Storable in IndexedDB. */
export interface HandlePrivateKey {
  kind: 'handle';
  handle: CryptoKey;
  publicKey: PublicKey;
}

export type PrivateKey = SeedPrivateKey | HandlePrivateKey;

/** First 16 digits of a fingerprint in groups of four: what a person compares. */
export function shortFingerprint(key: PublicKey): string {
  return key.fingerprint.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
}

/**
 * A public key from its 32 bytes.
 * @throws KernelError `KEY-MALFORMED` (wrong length), `KEY-WEAK` (no curve point, or one of small order)
 */
export async function publicKeyFromBytes(raw: Uint8Array): Promise<PublicKey> {
  if (raw.length !== PUBLIC_KEY_BYTES) throw bundleError('KEY-MALFORMED');
  let weak: boolean;
  try {
    weak = Point.fromBytes(raw, false).isSmallOrder();
  } catch {
    weak = true;
  }
  if (weak) throw bundleError('KEY-WEAK');
  return { algorithm: 'Ed25519', raw: raw.slice(), fingerprint: await sha256Hex(raw) };
}

/** A private key from its 32 secret bytes. @throws KernelError `KEY-MALFORMED` */
export async function privateKeyFromSeed(seed: Uint8Array): Promise<SeedPrivateKey> {
  if (seed.length !== SEED_BYTES) throw bundleError('KEY-MALFORMED');
  const own = seed.slice();
  return { kind: 'seed', seed: own, publicKey: await publicKeyFromBytes(await getPublicKeyAsync(own)) };
}

/** A new key. `lockPrivateKey` makes it unreadable once its file was handed out. */
export async function generatePrivateKey(): Promise<SeedPrivateKey> {
  return privateKeyFromSeed(globalThis.crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
}

/**
 * The same key behind a non-extractable WebCrypto handle, for keeping in a browser. Where WebCrypto has no Ed25519 the key
 * comes back as it is (`kind: 'seed'`), and the caller says so to the person.
 */
export async function lockPrivateKey(key: SeedPrivateKey): Promise<PrivateKey> {
  try {
    const handle = await globalThis.crypto.subtle.importKey('pkcs8', plainBytes(pkcs8Of(key.seed)), 'Ed25519', false, ['sign']);
    return { kind: 'handle', handle, publicKey: key.publicKey };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotSupportedError') return key;
    throw error;
  }
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, prefix.length), prefix);
}

/** DER of the private key, for WebCrypto. */
export function pkcs8Of(seed: Uint8Array): Uint8Array {
  return concat(PKCS8_PREFIX, seed);
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** `pem`: what other tools read. `raw`: the blocks of the Go command line. */
export type KeyFileForm = 'pem' | 'raw';

/** The text of a private key file. @throws KernelError `KEY-NOT-EXPORTABLE` for a key behind a handle */
export function exportPrivateKey(key: PrivateKey, form: KeyFileForm = 'pem'): string {
  if (key.kind === 'handle') throw bundleError('KEY-NOT-EXPORTABLE');
  return form === 'pem' ? pem('PRIVATE KEY', pkcs8Of(key.seed)) : pem('METACORE PRIVATE KEY', concat(key.seed, key.publicKey.raw));
}

/** The text of a public key file. */
export function exportPublicKey(key: PublicKey, form: KeyFileForm = 'pem'): string {
  return form === 'pem' ? pem('PUBLIC KEY', concat(SPKI_PREFIX, key.raw)) : pem('METACORE PUBLIC KEY', key.raw);
}

interface PemBlock {
  label: string;
  bytes: Uint8Array;
}

/** The first block of the text; what stands around it is ignored, as other tools do. */
function firstBlock(text: string): PemBlock {
  if (text.length > MAX_KEY_TEXT_CHARS) throw bundleError('KEY-MALFORMED');
  const match = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/.exec(text);
  const bytes = fromBase64((match?.[2] ?? '').replace(/\s+/g, ''));
  if (!match || bytes === undefined || bytes.length === 0) throw bundleError('KEY-MALFORMED');
  return { label: match[1] ?? '', bytes };
}

const PRIVATE_LABELS = ['PRIVATE KEY', 'METACORE PRIVATE KEY'];
const PUBLIC_LABELS = ['PUBLIC KEY', 'METACORE PUBLIC KEY'];

/** Seed, and the public key where the block carries one. */
function secretOf({ label, bytes }: PemBlock): { seed: Uint8Array; claimed?: Uint8Array } | undefined {
  if (label === 'METACORE PRIVATE KEY') {
    return bytes.length === SEED_BYTES + PUBLIC_KEY_BYTES
      ? { seed: bytes.slice(0, SEED_BYTES), claimed: bytes.slice(SEED_BYTES) }
      : undefined;
  }
  const start = PKCS8_PREFIX.length;
  const end = start + SEED_BYTES;
  if (bytes.length === end && startsWith(bytes, PKCS8_PREFIX)) return { seed: bytes.slice(start) };
  const publicStart = end + PKCS8_V2_INFIX.length;
  const isV2 =
    bytes.length === publicStart + PUBLIC_KEY_BYTES &&
    startsWith(bytes, PKCS8_V2_PREFIX) &&
    startsWith(bytes.subarray(end), PKCS8_V2_INFIX);
  return isV2 ? { seed: bytes.slice(start, end), claimed: bytes.slice(publicStart) } : undefined;
}

/**
 * Reads a private key file of either form.
 * @throws KernelError `KEY-MALFORMED`, `KEY-EXPECTED-PRIVATE`, `KEY-UNSUPPORTED`, `KEY-MISMATCH`
 */
export async function importPrivateKey(text: string): Promise<SeedPrivateKey> {
  const block = firstBlock(text);
  if (PUBLIC_LABELS.includes(block.label)) throw bundleError('KEY-EXPECTED-PRIVATE');
  const secret = PRIVATE_LABELS.includes(block.label) ? secretOf(block) : undefined;
  if (secret === undefined) throw bundleError('KEY-UNSUPPORTED', { label: block.label });
  const key = await privateKeyFromSeed(secret.seed);
  // A wrong public half would sign under a key that nobody registered, and can leak the secret in careless signers.
  if (secret.claimed && !equalBytes(secret.claimed, key.publicKey.raw)) throw bundleError('KEY-MISMATCH');
  return key;
}

/**
 * Reads a public key file of either form.
 * @throws KernelError `KEY-MALFORMED`, `KEY-EXPECTED-PUBLIC`, `KEY-UNSUPPORTED`, `KEY-WEAK`
 */
export async function importPublicKey(text: string): Promise<PublicKey> {
  const { label, bytes } = firstBlock(text);
  if (PRIVATE_LABELS.includes(label)) throw bundleError('KEY-EXPECTED-PUBLIC');
  if (label === 'METACORE PUBLIC KEY' && bytes.length === PUBLIC_KEY_BYTES) return publicKeyFromBytes(bytes);
  if (label === 'PUBLIC KEY' && bytes.length === SPKI_PREFIX.length + PUBLIC_KEY_BYTES && startsWith(bytes, SPKI_PREFIX)) {
    return publicKeyFromBytes(bytes.subarray(SPKI_PREFIX.length));
  }
  throw bundleError('KEY-UNSUPPORTED', { label });
}

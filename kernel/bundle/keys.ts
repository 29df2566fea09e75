/**
 * Ed25519 keys of addon authors: made, kept, written to files and read from files.
 *
 * Two file forms are written. PKCS#8/SPKI PEM is what the publishing page promises and other tools read; the blocks
 * `METACORE PRIVATE KEY` (64 raw bytes: seed and public key) and `METACORE PUBLIC KEY` (32 raw bytes) are what the Go
 * command line writes. What other tools write is read too: see `key-forms.ts`.
 */
import { getPublicKeyAsync, Point } from '@noble/ed25519';
import { sha256Hex } from './digest';
import { equalBytes, plainBytes } from '../values/encoding';
import {
  ENCRYPTED_LABEL,
  jsonWebKey,
  otherSshLine,
  PRIVATE_LABELS,
  PUBLIC_LABELS,
  publicOf,
  secretOf,
  sshPublics,
  type Secret,
} from './key-forms';
import { containerOfText } from './key-containers';
import { bundleError } from './messages';
import { pem, pemBlocks, type PemBlock } from './pem';
import { joinBytes } from '../values/bytes';

export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;

/** PKCS#8 of an Ed25519 key is this prefix and the seed (RFC 8410). */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
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

/** DER of the private key, for WebCrypto. */
export function pkcs8Of(seed: Uint8Array): Uint8Array {
  return joinBytes([PKCS8_PREFIX, seed]);
}

/** `pem`: what other tools read. `raw`: the blocks of the Go command line. */
export type KeyFileForm = 'pem' | 'raw';

/** The text of a private key file. @throws KernelError `KEY-NOT-EXPORTABLE` for a key behind a handle */
export function exportPrivateKey(key: PrivateKey, form: KeyFileForm = 'pem'): string {
  if (key.kind === 'handle') throw bundleError('KEY-NOT-EXPORTABLE');
  return form === 'pem' ? pem('PRIVATE KEY', pkcs8Of(key.seed)) : pem('METACORE PRIVATE KEY', joinBytes([key.seed, key.publicKey.raw]));
}

/** The text of a public key file. */
export function exportPublicKey(key: PublicKey, form: KeyFileForm = 'pem'): string {
  return form === 'pem' ? pem('PUBLIC KEY', joinBytes([SPKI_PREFIX, key.raw])) : pem('METACORE PUBLIC KEY', key.raw);
}

/** The blocks of a key file. @throws KernelError where there is none: `KEY-MALFORMED`, `KEY-UNSUPPORTED` for a line of another key, `KEY-CONTAINER` */
function blocksOf(text: string): [PemBlock, ...PemBlock[]] {
  const [first, ...more] = pemBlocks(text);
  if (first === undefined) throw otherSshLine(text) ?? containerOfText(text) ?? bundleError('KEY-MALFORMED');
  return [first, ...more];
}

/**
 * Reads a private key file: its first private key, whatever else it holds.
 * @throws KernelError `KEY-MALFORMED`, `KEY-EXPECTED-PRIVATE`, `KEY-ENCRYPTED` (under a passphrase: `importEncryptedKey`),
 *   `KEY-ENCRYPTION`, `KEY-UNSUPPORTED`, `KEY-CONTAINER`, `KEY-MISMATCH`
 */
export async function importPrivateKey(text: string): Promise<SeedPrivateKey> {
  const web = jsonWebKey(text);
  if (web?.secret !== undefined) return privateKeyOf(web.secret);
  if (web !== undefined || sshPublics(text).length > 0) throw bundleError('KEY-EXPECTED-PRIVATE');
  const blocks = blocksOf(text);
  const block =
    blocks.find(({ label }) => PRIVATE_LABELS.includes(label)) ?? blocks.find(({ label }) => label === ENCRYPTED_LABEL) ?? blocks[0];
  if (PUBLIC_LABELS.includes(block.label)) throw bundleError('KEY-EXPECTED-PRIVATE');
  if (block.label === ENCRYPTED_LABEL) throw bundleError('KEY-ENCRYPTED');
  return privateKeyOf(secretOf(block));
}

async function privateKeyOf({ seed, claimed }: Secret): Promise<SeedPrivateKey> {
  const key = await privateKeyFromSeed(seed);
  // A wrong public half would sign under a key that nobody registered, and can leak the secret in careless signers.
  if (claimed && !equalBytes(claimed, key.publicKey.raw)) throw bundleError('KEY-MISMATCH');
  return key;
}

/**
 * Reads every public key of a file.
 * @throws KernelError `KEY-MALFORMED`, `KEY-EXPECTED-PUBLIC`, `KEY-UNSUPPORTED`, `KEY-CONTAINER`, `KEY-WEAK`
 */
export async function importPublicKeys(text: string): Promise<[PublicKey, ...PublicKey[]]> {
  const web = jsonWebKey(text);
  // The secret half makes it a private key, whatever else it holds.
  if (web?.secret !== undefined) throw bundleError('KEY-EXPECTED-PUBLIC');
  if (web !== undefined) return [await publicKeyFromBytes(web.publicKey)];
  const [first, ...more] = sshPublics(text);
  if (first !== undefined) return [await publicKeyFromBytes(first), ...(await Promise.all(more.map(publicKeyFromBytes)))];
  const blocks = blocksOf(text);
  const [block, ...others] = blocks.filter(({ label }) => PUBLIC_LABELS.includes(label));
  if (block === undefined) {
    const isPrivate = blocks.some(({ label }) => PRIVATE_LABELS.includes(label) || label === ENCRYPTED_LABEL);
    if (isPrivate) throw bundleError('KEY-EXPECTED-PUBLIC');
    return [await publicKeyFromBytes(publicOf(blocks[0]))];
  }
  const rest = await Promise.all(others.map((other) => publicKeyFromBytes(publicOf(other))));
  return [await publicKeyFromBytes(publicOf(block)), ...rest];
}

/** Reads a public key file: its first public key. @throws as `importPublicKeys` */
export async function importPublicKey(text: string): Promise<PublicKey> {
  const [key] = await importPublicKeys(text);
  return key;
}

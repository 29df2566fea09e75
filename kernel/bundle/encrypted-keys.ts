/**
 * Private keys under a passphrase: PKCS#8 `ENCRYPTED PRIVATE KEY` with PBES2 (RFC 8018), PBKDF2-HMAC-SHA256 and AES-256-CBC, which
 * every current tool reads. Other digests and key lengths are read; older schemes are not, because they protect nothing.
 */
import { equalBytes, plainBytes, toHex } from '../values/encoding';
import { der, derInteger, derReader, TAG, type DerReader } from './der';
import { importPrivateKey, pkcs8Of, type PrivateKey, type SeedPrivateKey } from './keys';
import { ENCRYPTED_LABEL, PRIVATE_LABELS } from './key-forms';
import { bundleError } from './messages';
import { pem, pemBlocks, type PemBlock } from './pem';
import type { KernelError } from '../errors';

/** What OWASP asks of PBKDF2 with SHA-256: about half a second on a laptop. */
const ITERATIONS = 600_000;
/** A file that asks for more would keep the page busy for minutes. */
const MAX_ITERATIONS = 10_000_000;
export const MIN_PASSPHRASE_CHARS = 8;

const oid = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const PBES2 = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13);
const PBKDF2 = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12);
const HMACS = [
  { hash: 'SHA-1', id: oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 7) },
  { hash: 'SHA-256', id: oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9) },
  { hash: 'SHA-384', id: oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 10) },
  { hash: 'SHA-512', id: oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 11) },
] as const;
const CIPHERS = [
  { bits: 128, id: oid(0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 2) },
  { bits: 192, id: oid(0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 22) },
  { bits: 256, id: oid(0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42) },
] as const;
const SHA256 = HMACS[1];
const AES256 = CIPHERS[2];

interface Derivation {
  salt: Uint8Array;
  iterations: number;
  hash: string;
  bits: number;
}

async function cipherKey(passphrase: string, { salt, iterations, hash, bits }: Derivation, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  const secret = await subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
  const kdf = { name: 'PBKDF2', salt: plainBytes(salt), iterations, hash };
  return subtle.deriveKey(kdf, secret, { name: 'AES-CBC', length: bits }, false, [use]);
}

/** The 32 secret bytes of a key that may be read: one in the open, or one behind an extractable handle. */
async function seedOf(key: PrivateKey): Promise<Uint8Array> {
  if (key.kind === 'seed') return key.seed;
  if (!key.handle.extractable) throw bundleError('KEY-NOT-EXPORTABLE');
  const pkcs8 = new Uint8Array(await globalThis.crypto.subtle.exportKey('pkcs8', key.handle));
  // Engines append the public key or not; the seed stands at the same place.
  const seed = pkcs8.slice(16, 48);
  if (seed.length !== 32) throw bundleError('KEY-MALFORMED');
  return seed;
}

/** The same key in the open, where it may be read. @throws KernelError `KEY-NOT-EXPORTABLE` */
export async function readablePrivateKey(key: PrivateKey): Promise<SeedPrivateKey> {
  return { kind: 'seed', seed: await seedOf(key), publicKey: key.publicKey };
}

/** A key behind a handle that can be read back on request. Where WebCrypto has no Ed25519 the key stays as it is. */
export async function lockReadable(key: SeedPrivateKey): Promise<PrivateKey> {
  try {
    const handle = await globalThis.crypto.subtle.importKey('pkcs8', plainBytes(pkcs8Of(key.seed)), 'Ed25519', true, ['sign']);
    return { kind: 'handle', handle, publicKey: key.publicKey };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotSupportedError') return key;
    throw error;
  }
}

export const isReadable = (key: PrivateKey): boolean => key.kind === 'seed' || key.handle.extractable;

/**
 * The text of a private key file under a passphrase.
 * @throws KernelError `KEY-NOT-EXPORTABLE`, `KEY-PASSPHRASE-SHORT`
 */
export async function exportEncryptedKey(key: PrivateKey, passphrase: string): Promise<string> {
  if (passphrase.length < MIN_PASSPHRASE_CHARS) throw bundleError('KEY-PASSPHRASE-SHORT', { limit: MIN_PASSPHRASE_CHARS });
  const seed = await seedOf(key);
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const cipher = await cipherKey(passphrase, { salt, iterations: ITERATIONS, hash: SHA256.hash, bits: AES256.bits }, 'encrypt');
  const encrypted = new Uint8Array(await globalThis.crypto.subtle.encrypt({ name: 'AES-CBC', iv }, cipher, plainBytes(pkcs8Of(seed))));
  const prf = der(TAG.sequence, der(TAG.oid, SHA256.id), der(TAG.nothing));
  const kdf = der(TAG.sequence, der(TAG.oid, PBKDF2), der(TAG.sequence, der(TAG.octets, salt), derInteger(ITERATIONS), prf));
  const scheme = der(TAG.sequence, der(TAG.oid, AES256.id), der(TAG.octets, iv));
  const algorithm = der(TAG.sequence, der(TAG.oid, PBES2), der(TAG.sequence, kdf, scheme));
  return pem(ENCRYPTED_LABEL, der(TAG.sequence, algorithm, der(TAG.octets, encrypted)));
}

const encryptedBlock = (text: string): PemBlock | undefined => pemBlocks(text).find(({ label }) => label === ENCRYPTED_LABEL);

/** Whether a file's text holds a key under a passphrase, and none in the open. */
export const isEncryptedKey = (text: string): boolean =>
  encryptedBlock(text) !== undefined && !pemBlocks(text).some(({ label }) => PRIVATE_LABELS.includes(label));

/** Schemes that OpenSSL has or had, by the beginning of their identifiers. */
const OTHER_SCHEMES: readonly [id: Uint8Array, name: string][] = [
  [oid(0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 0x0b), 'scrypt'],
  [oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 3, 7), 'Triple DES'],
  [oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5), 'PBES1'],
  [oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1), 'PKCS#12'],
];

function otherScheme(id: Uint8Array): KernelError {
  const known = OTHER_SCHEMES.find(([prefix]) => equalBytes(id.subarray(0, prefix.length), prefix));
  return bundleError('KEY-ENCRYPTION', { label: ENCRYPTED_LABEL, kind: known?.[1] ?? toHex(id) });
}

function mustBe(reader: DerReader, id: Uint8Array): void {
  const found = reader.take(TAG.oid);
  if (!equalBytes(found, id)) throw otherScheme(found);
}

interface Encrypted extends Derivation {
  iv: Uint8Array;
  data: Uint8Array;
}

function readEncrypted(text: string): Encrypted {
  const bytes = encryptedBlock(text)?.bytes;
  if (bytes === undefined) throw bundleError('KEY-MALFORMED');
  const whole = derReader(bytes).enter(TAG.sequence);
  const algorithm = whole.enter(TAG.sequence);
  mustBe(algorithm, PBES2);
  const parameters = algorithm.enter(TAG.sequence);
  const kdf = parameters.enter(TAG.sequence);
  mustBe(kdf, PBKDF2);
  const pbkdf2 = kdf.enter(TAG.sequence);
  const salt = pbkdf2.take(TAG.octets);
  const iterations = pbkdf2.integer();
  const keyBytes = pbkdf2.peek() === TAG.integer ? pbkdf2.integer() : undefined;
  // Without a digest the standard means SHA-1.
  const prf = pbkdf2.peek() === TAG.sequence ? pbkdf2.enter(TAG.sequence).take(TAG.oid) : HMACS[0].id;
  const scheme = parameters.enter(TAG.sequence);
  const schemeId = scheme.take(TAG.oid);
  const hash = HMACS.find(({ id }) => equalBytes(id, prf))?.hash;
  const bits = CIPHERS.find(({ id }) => equalBytes(id, schemeId))?.bits;
  if (hash === undefined) throw otherScheme(prf);
  if (bits === undefined) throw otherScheme(schemeId);
  if (keyBytes !== undefined && keyBytes * 8 !== bits) throw bundleError('KEY-MALFORMED');
  const iv = scheme.take(TAG.octets);
  if (iterations < 1 || iterations > MAX_ITERATIONS || iv.length !== 16) throw bundleError('KEY-MALFORMED');
  return { salt, iterations, hash, bits, iv, data: whole.take(TAG.octets) };
}

/**
 * Reads a private key file under a passphrase.
 * @throws KernelError `KEY-PASSPHRASE` (it does not open the key), `KEY-MALFORMED`, `KEY-ENCRYPTION` (another scheme)
 */
export async function importEncryptedKey(text: string, passphrase: string): Promise<SeedPrivateKey> {
  const encrypted = readEncrypted(text);
  let opened: Uint8Array;
  try {
    const cipher = await cipherKey(passphrase, encrypted, 'decrypt');
    const { iv, data } = encrypted;
    opened = new Uint8Array(await globalThis.crypto.subtle.decrypt({ name: 'AES-CBC', iv: plainBytes(iv) }, cipher, plainBytes(data)));
  } catch (error) {
    throw bundleError('KEY-PASSPHRASE', {}, error);
  }
  try {
    return await importPrivateKey(pem('PRIVATE KEY', opened));
  } catch (error) {
    // One wrong passphrase in 256 leaves a padding that looks right; what is under it is no key.
    throw bundleError('KEY-PASSPHRASE', {}, error);
  }
}

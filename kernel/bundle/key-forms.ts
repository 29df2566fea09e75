/**
 * The forms in which tools write an Ed25519 key, read element by element: PKCS#8 of both versions with or without attributes (RFC
 * 5958, RFC 8410), SPKI, OpenSSH, SSH2 (RFC 4716), JWK (RFC 8037), and the raw blocks of the platform's command line.
 */
import { derReader, TAG, type DerReader } from './der';
import { containerBlock, containerOfLabel } from './key-containers';
import { equalBytes, fromAnyBase64, isRecord } from '../values/encoding';
import type { KernelError } from '../errors';
import { bundleError } from './messages';
import { MAX_KEY_TEXT_CHARS, pem, type PemBlock } from './pem';

const KEY_BYTES = 32;
const ED25519 = Uint8Array.of(0x2b, 0x65, 0x70);

/** Other keys by the beginning of their algorithm's identifier. */
const OTHER_ALGORITHMS: readonly [oid: readonly number[], name: string][] = [
  [[0x2b, 0x65, 0x6e], 'X25519'],
  [[0x2b, 0x65, 0x6f], 'X448'],
  [[0x2b, 0x65, 0x71], 'Ed448'],
  [[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1], 'RSA'],
  [[0x2a, 0x86, 0x48, 0xce, 0x3d], 'ECDSA'],
  [[0x2a, 0x86, 0x48, 0xce, 0x38], 'DSA'],
  [[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3], 'ML-DSA'],
];

/** Blocks that say by their name what they hold. */
const OTHER_LABELS: readonly [label: RegExp, name: string][] = [
  [/^RSA /, 'RSA'],
  [/^EC /, 'ECDSA'],
  [/^DSA /, 'DSA'],
  [/^PGP /, 'PGP'],
];

export const PRIVATE_LABELS: readonly string[] = ['PRIVATE KEY', 'METACORE PRIVATE KEY', 'OPENSSH PRIVATE KEY'];
export const PUBLIC_LABELS: readonly string[] = ['PUBLIC KEY', 'METACORE PUBLIC KEY'];
export const ENCRYPTED_LABEL = 'ENCRYPTED PRIVATE KEY';

/** Seed, and the public key where the form carries one. */
export interface Secret {
  seed: Uint8Array;
  claimed?: Uint8Array;
}

/** The key is of another kind than the platform's. */
function otherKey(label: string, kind: string): KernelError {
  return bundleError('KEY-UNSUPPORTED', { label, kind });
}

function checkAlgorithm(algorithm: DerReader, label: string): void {
  const oid = algorithm.take(TAG.oid);
  if (!equalBytes(oid, ED25519)) {
    const other = OTHER_ALGORITHMS.find(([prefix]) => prefix.every((byte, index) => oid[index] === byte));
    throw otherKey(label, other?.[1] ?? '');
  }
  // RFC 8410 §3: there are no parameters.
  if (algorithm.peek() !== undefined) throw bundleError('KEY-MALFORMED');
}

/** The key in a bit string: all bits of its bytes are used. */
function bitsOf(bits: Uint8Array): Uint8Array {
  if (bits[0] !== 0) throw bundleError('KEY-MALFORMED');
  return bits.slice(1);
}

function pkcs8Secret(bytes: Uint8Array, label: string): Secret {
  const whole = derReader(bytes);
  const key = whole.enter(TAG.sequence);
  const version = key.integer();
  if (whole.peek() !== undefined || version > 1) throw bundleError('KEY-MALFORMED');
  checkAlgorithm(key.enter(TAG.sequence), label);
  const inner = derReader(key.take(TAG.octets));
  const seed = inner.take(TAG.octets).slice();
  if (seed.length !== KEY_BYTES || inner.peek() !== undefined) throw bundleError('KEY-MALFORMED');
  // Attributes are for whoever wrote them.
  if (key.peek() === TAG.attributes) key.take(TAG.attributes);
  if (key.peek() === TAG.publicKey) return { seed, claimed: bitsOf(key.take(TAG.publicKey)) };
  // ring wrote the public key under an explicit tag, before version 0.17.
  if (key.peek() === TAG.explicitPublicKey) return { seed, claimed: bitsOf(key.enter(TAG.explicitPublicKey).take(TAG.bits)) };
  if (key.peek() !== undefined) throw bundleError('KEY-MALFORMED');
  return { seed };
}

/** Length-prefixed fields, as OpenSSH writes them. */
function sshReader(bytes: Uint8Array): { number: () => number; field: () => Uint8Array; text: () => string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const number = (): number => {
    if (at + 4 > bytes.length) throw bundleError('KEY-MALFORMED');
    at += 4;
    return view.getUint32(at - 4);
  };
  const field = (): Uint8Array => {
    const length = number();
    if (length > bytes.length - at) throw bundleError('KEY-MALFORMED');
    at += length;
    return bytes.slice(at - length, at);
  };
  return { number, field, text: () => new TextDecoder().decode(field()) };
}

const SSH_MAGIC = new TextEncoder().encode('openssh-key-v1\0');
const SSH_TYPE = 'ssh-ed25519';
const SSH_NAMES: Readonly<Record<string, string>> = { 'ssh-rsa': 'RSA', 'ssh-dss': 'DSA' };

const sshName = (type: string): string => SSH_NAMES[type] ?? (type.startsWith('ecdsa-') ? 'ECDSA' : '');

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function openSshSecret(bytes: Uint8Array, label: string): Secret {
  if (!equalBytes(bytes.subarray(0, SSH_MAGIC.length), SSH_MAGIC)) throw bundleError('KEY-MALFORMED');
  const whole = sshReader(bytes.subarray(SSH_MAGIC.length));
  const cipher = whole.text();
  whole.field();
  whole.field();
  if (whole.number() !== 1) throw bundleError('KEY-MALFORMED');
  const type = sshReader(whole.field()).text();
  if (type !== SSH_TYPE) throw otherKey(label, sshName(type));
  if (cipher !== 'none') throw bundleError('KEY-ENCRYPTION', { label, kind: `OpenSSH, ${cipher}` });
  const secret = sshReader(whole.field());
  if (secret.number() !== secret.number() || secret.text() !== SSH_TYPE) throw bundleError('KEY-MALFORMED');
  const claimed = secret.field();
  const both = secret.field();
  if (both.length !== 2 * KEY_BYTES || !equalBytes(both.subarray(KEY_BYTES), claimed)) throw bundleError('KEY-MALFORMED');
  return { seed: both.slice(0, KEY_BYTES), claimed };
}

/**
 * What a block of a private key holds.
 * @throws KernelError `KEY-MALFORMED`, `KEY-UNSUPPORTED`, `KEY-CONTAINER`, `KEY-ENCRYPTION`
 */
export function secretOf({ label, bytes, headers }: PemBlock): Secret {
  const named = OTHER_LABELS.find(([pattern]) => pattern.test(label));
  if (named) throw otherKey(label, named[1]);
  if (/^Proc-Type:.*ENCRYPTED/im.test(headers)) throw bundleError('KEY-ENCRYPTION', { label, kind: 'PEM, DEK-Info' });
  if (!PRIVATE_LABELS.includes(label)) throw containerOfLabel(label) ?? otherKey(label, '');
  if (bytes === undefined) throw bundleError('KEY-MALFORMED');
  if (label === 'PRIVATE KEY') return pkcs8Secret(bytes, label);
  if (label === 'OPENSSH PRIVATE KEY') return openSshSecret(bytes, label);
  if (bytes.length !== 2 * KEY_BYTES) throw otherKey(label, '');
  return { seed: bytes.slice(0, KEY_BYTES), claimed: bytes.slice(KEY_BYTES) };
}

/** The 32 bytes of a public key in a block. @throws KernelError `KEY-MALFORMED`, `KEY-UNSUPPORTED`, `KEY-CONTAINER` */
export function publicOf({ label, bytes }: PemBlock): Uint8Array {
  const named = OTHER_LABELS.find(([pattern]) => pattern.test(label));
  if (named) throw otherKey(label, named[1]);
  if (!PUBLIC_LABELS.includes(label)) throw containerOfLabel(label) ?? otherKey(label, '');
  if (bytes === undefined) throw bundleError('KEY-MALFORMED');
  if (label === 'METACORE PUBLIC KEY') {
    if (bytes.length !== KEY_BYTES) throw otherKey(label, '');
    return bytes;
  }
  const whole = derReader(bytes);
  const key = whole.enter(TAG.sequence);
  checkAlgorithm(key.enter(TAG.sequence), label);
  const raw = bitsOf(key.take(TAG.bits));
  if (key.peek() !== undefined || whole.peek() !== undefined) throw bundleError('KEY-MALFORMED');
  return raw;
}

/** The key in the base64 of a public key of SSH, whose type stands before it. */
function sshPublic(base64: string, label: string): Uint8Array {
  const bytes = fromAnyBase64(base64);
  if (bytes === undefined) throw bundleError('KEY-MALFORMED');
  const key = sshReader(bytes);
  const type = key.text();
  if (type !== SSH_TYPE) throw otherKey(label, sshName(type));
  return key.field();
}

/** What `ssh-keygen -e` and PuTTY write (RFC 4716): headers, of which a backslash joins the lines, and base64. */
function ssh2Publics(text: string): Uint8Array[] {
  if (text.length > MAX_KEY_TEXT_CHARS) return [];
  const blocks = text.matchAll(/---- BEGIN SSH2 PUBLIC KEY ----((?:(?!----)[^])*)---- END SSH2 PUBLIC KEY ----/g);
  return [...blocks].map(([, inside = '']) => {
    const lines = inside.replace(/\\(?:\r\n|\r|\n)/g, '').split(/\r\n|\r|\n/);
    return sshPublic(lines.filter((line) => !line.includes(':')).join(''), 'SSH2 PUBLIC KEY');
  });
}

/** The 32 bytes of each line that OpenSSH writes into its `.pub` files, and of each block of SSH2. */
export function sshPublics(text: string): Uint8Array[] {
  const lines = text.matchAll(/(?:^|\s)ssh-ed25519[ \t]+([A-Za-z0-9+/]{20,200}={0,2})(?=\s|$)/g);
  return [...[...lines].map(([, base64 = '']) => sshPublic(base64, SSH_TYPE)), ...ssh2Publics(text)];
}

/** A line of OpenSSH for a key of another kind (or a certificate), as the refusal that names it; undefined for any other text. */
export function otherSshLine(text: string): KernelError | undefined {
  const [, type] = /^(?:.*\s)?((?:ssh|ecdsa|sk)-[a-z0-9@.-]{1,60})[ \t]+AAAA/m.exec(text.slice(0, MAX_KEY_TEXT_CHARS)) ?? [];
  return type === undefined ? undefined : otherKey(type, sshName(type));
}

/** What a JWK holds. */
export interface JsonWebKeyBytes {
  publicKey: Uint8Array;
  /** Absent in a public key. */
  secret?: Secret;
}

/**
 * A key as WebCrypto and libraries of the web write it: JSON with `kty`. Undefined for any other text.
 * @throws KernelError `KEY-MALFORMED`, `KEY-UNSUPPORTED`
 */
export function jsonWebKey(text: string): JsonWebKeyBytes | undefined {
  if (text.length > MAX_KEY_TEXT_CHARS) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(parsed) || typeof parsed.kty !== 'string') return undefined;
  const { kty, crv, x, d } = parsed;
  if (kty !== 'OKP') throw otherKey('JWK', kty === 'EC' ? 'ECDSA' : kty === 'RSA' ? kty : '');
  if (crv !== 'Ed25519') throw otherKey('JWK', OTHER_ALGORITHMS.find(([, name]) => name === crv)?.[1] ?? '');
  const publicKey = jsonWebKeyPart(x);
  return d === undefined ? { publicKey } : { publicKey, secret: { seed: jsonWebKeyPart(d), claimed: publicKey } };
}

function jsonWebKeyPart(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? fromAnyBase64(value) : undefined;
  if (bytes?.length !== KEY_BYTES) throw bundleError('KEY-MALFORMED');
  return bytes;
}

/** A file in DER as the PEM block that holds it, or that names what holds it; undefined for anything else. */
export function derBlock(bytes: Uint8Array): string | undefined {
  const container = containerBlock(bytes);
  if (container !== undefined) return container;
  if (bytes[0] !== TAG.sequence || bytes.length < 40) return undefined;
  try {
    const whole = derReader(bytes);
    const key = whole.enter(TAG.sequence);
    if (whole.peek() !== undefined) return undefined;
    if (key.peek() === TAG.integer) return pem('PRIVATE KEY', bytes);
    key.take(TAG.sequence);
    return pem(key.peek() === TAG.octets ? ENCRYPTED_LABEL : 'PUBLIC KEY', bytes);
  } catch {
    return undefined;
  }
}

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../values/encoding';
import {
  exportPrivateKey,
  exportPublicKey,
  generatePrivateKey,
  importPrivateKey,
  importPublicKey,
  importPublicKeys,
  lockPrivateKey,
  pkcs8Of,
  privateKeyFromSeed,
  publicKeyFromBytes,
  shortFingerprint,
} from './keys';
import { concat, refusal, utf8 } from './testing/archives';
import fc from '../testing/property';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** RFC 8032 §7.1, first test: a public test vector, not a secret. */
const SEED_HEX = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const SEED = bytesOf(SEED_HEX);
const PUBLIC_HEX = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

const block = (label: string, bytes: Uint8Array) => `-----BEGIN ${label}-----\n${toBase64(bytes)}\n-----END ${label}-----\n`;

const PUBLIC_PEM = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n';

/** A field as OpenSSH writes it: its length in four bytes, then the field. */
const ssh = (...fields: (string | Uint8Array)[]): Uint8Array =>
  concat(...fields.map(utf8).flatMap((field) => [Uint8Array.of(0, 0, field.length >> 8, field.length & 255), field]));
const sshPublic = (raw: Uint8Array): string => `ssh-ed25519 ${toBase64(ssh('ssh-ed25519', raw))}`;
function sshPrivate(cipher: string): Uint8Array {
  const check = Uint8Array.of(1, 2, 3, 4);
  const publicRaw = bytesOf(PUBLIC_HEX);
  const secret = concat(check, check, ssh('ssh-ed25519', publicRaw, concat(SEED, publicRaw), 'me@host'), Uint8Array.of(1, 2, 3));
  return concat(utf8('openssh-key-v1\0'), ssh(cipher, 'none', ''), Uint8Array.of(0, 0, 0, 1), ssh(ssh('ssh-ed25519', publicRaw), secret));
}

describe('keys', () => {
  it('derives the public key and its fingerprint from the seed', async () => {
    const key = await privateKeyFromSeed(SEED);
    expect(Buffer.from(key.publicKey.raw).toString('hex')).toBe(PUBLIC_HEX);
    expect(key.publicKey.fingerprint).toBe('21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9');
    expect(shortFingerprint(key.publicKey)).toBe('21fe 31df a154 a261');
  });

  it('writes PKCS#8 and SPKI PEM that other tools read', async () => {
    const key = await privateKeyFromSeed(SEED);
    const privateText = exportPrivateKey(key);
    expect(privateText).toBe(
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n',
    );
    const publicText = exportPublicKey(key.publicKey);
    expect(publicText).toBe(
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n',
    );
    expect(createPublicKey(createPrivateKey(privateText)).export({ type: 'spki', format: 'pem' })).toBe(publicText);
  });

  it('reads what other tools write', async () => {
    const pair = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const key = await importPrivateKey(pair.privateKey);
    expect(exportPrivateKey(key)).toBe(pair.privateKey);
    expect(await importPublicKey(pair.publicKey)).toEqual(key.publicKey);
  });

  it('writes and reads the raw blocks of the Go command line', async () => {
    const key = await privateKeyFromSeed(SEED);
    expect(exportPrivateKey(key, 'raw')).toBe(
      '-----BEGIN METACORE PRIVATE KEY-----\nnWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6\nDuFy89qmIyWvAhpo9wdRGg==\n-----END METACORE PRIVATE KEY-----\n',
    );
    expect(exportPublicKey(key.publicKey, 'raw')).toBe(
      '-----BEGIN METACORE PUBLIC KEY-----\n11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END METACORE PUBLIC KEY-----\n',
    );
  });

  it('reads back every key in both forms, with Windows line ends and text around it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.constantFrom('pem' as const, 'raw' as const),
        async (seed, form) => {
          const key = await privateKeyFromSeed(new Uint8Array(seed));
          const around = (text: string) => `my key\r\n${text.replaceAll('\n', '\r\n')}\r\nkeep it`;
          expect(await importPrivateKey(around(exportPrivateKey(key, form)))).toEqual(key);
          expect(await importPublicKey(around(exportPublicKey(key.publicKey, form)))).toEqual(key.publicKey);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads PKCS#8 of version 2, which carries the public key', async () => {
    const prefix = Uint8Array.from(Buffer.from('3051020101300506032b657004220420', 'hex'));
    const infix = Uint8Array.of(0x81, 0x21, 0);
    const publicRaw = Uint8Array.from(Buffer.from(PUBLIC_HEX, 'hex'));
    expect(await importPrivateKey(block('PRIVATE KEY', concat(prefix, SEED, infix, publicRaw)))).toEqual(await privateKeyFromSeed(SEED));
  });

  it.each<[form: string, der: string]>([
    ['with attributes, in version 1', `3040020100300506032b657004220420${SEED_HEX}a010300e0603550403310713056e616d6564`],
    [
      'with attributes and the public key',
      `3063020101300506032b657004220420${SEED_HEX}a010300e0603550403310713056e616d6564812100${PUBLIC_HEX}`,
    ],
    ['with the explicit tag of older versions of ring', `3053020101300506032b657004220420${SEED_HEX}a123032100${PUBLIC_HEX}`],
  ])('reads PKCS#8 %s', async (_, der) => {
    expect(await importPrivateKey(block('PRIVATE KEY', bytesOf(der)))).toEqual(await privateKeyFromSeed(SEED));
  });

  it.each<[fault: string, der: string, code: string]>([
    ['of another public key', `3053020101300506032b657004220420${SEED_HEX}a123032100${'11'.repeat(32)}`, 'KEY-MISMATCH'],
    ['with parameters', `3030020100300706032b6570050004220420${SEED_HEX}`, 'KEY-MALFORMED'],
    ['of a version that does not exist', `302e020102300506032b657004220420${SEED_HEX}`, 'KEY-MALFORMED'],
    ['with a seed of 31 bytes', `302d020100300506032b65700421041f${SEED_HEX.slice(2)}`, 'KEY-MALFORMED'],
    ['with more behind it', `302e020100300506032b657004220420${SEED_HEX}00`, 'KEY-MALFORMED'],
    ['with an unknown element', `3030020100300506032b657004220420${SEED_HEX}0500`, 'KEY-MALFORMED'],
  ])('refuses PKCS#8 %s', async (_, der, code) => {
    expect((await refusal(importPrivateKey(block('PRIVATE KEY', bytesOf(der))))).code).toBe(code);
  });

  it.each<[place: string, text: (key: string) => string]>([
    ['after a public key', (key) => `${PUBLIC_PEM}${key}`],
    ['after parameters of another tool', (key) => `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${key}`],
    [
      'after the attributes of a PKCS#12 file',
      (key) => `Bag Attributes\n    friendlyName: my key\nKey Attributes: <No Attributes>\n${key}`,
    ],
    ['in one line', (key) => key.replaceAll('\n', ' ')],
    ['in one line, with its line ends written out', (key) => JSON.stringify({ key })],
    ['with header lines', (key) => key.replace('KEY-----\n', 'KEY-----\nComment: made by-hand\n  on a Monday\n\n')],
    ['with old Macintosh line ends', (key) => key.replaceAll('\n', '\r')],
  ])('reads a private key that stands %s', async (_, text) => {
    const key = await privateKeyFromSeed(SEED);
    expect(await importPrivateKey(text(exportPrivateKey(key)))).toEqual(key);
  });

  it('reads every public key of a file, and a public key beside a private one', async () => {
    const keys = await Promise.all([SEED, SEED.map((byte) => byte ^ 1)].map((seed) => privateKeyFromSeed(seed)));
    const [one, two] = keys.map(({ publicKey }) => publicKey);
    expect(await importPublicKeys(keys.map(({ publicKey }) => exportPublicKey(publicKey)).join('\n'))).toEqual([one, two]);
    expect(
      await importPublicKeys(keys.map(({ publicKey }, at) => `${sshPublic(publicKey.raw)} me@host${String(at)}\r\n`).join('')),
    ).toEqual([one, two]);
    expect(await importPublicKey(keys.map((key) => exportPrivateKey(key) + exportPublicKey(key.publicKey)).join(''))).toEqual(one);
  });

  it('reads what ssh-keygen writes, and says how to write it anew where it is encrypted', async () => {
    const key = await privateKeyFromSeed(SEED);
    expect(await importPrivateKey(block('OPENSSH PRIVATE KEY', sshPrivate('none')))).toEqual(key);
    expect(await refusal(importPrivateKey(block('OPENSSH PRIVATE KEY', sshPrivate('aes256-ctr'))))).toEqual({
      code: 'KEY-ENCRYPTION',
      message:
        'This private key is encrypted in a way that is not read here (OpenSSH, aes256-ctr). Write it anew: ssh-keygen -p -N "" -f KEY.',
    });
    expect((await refusal(importPrivateKey(sshPublic(key.publicKey.raw)))).code).toBe('KEY-EXPECTED-PRIVATE');
    for (let length = 1; length < 200; length += 7) {
      expect((await refusal(importPrivateKey(block('OPENSSH PRIVATE KEY', sshPrivate('none').subarray(0, length))))).code).toBe(
        'KEY-MALFORMED',
      );
    }
  });

  it('reads public keys of SSH2, as `ssh-keygen -e` and PuTTY write them', async () => {
    const { publicKey } = await privateKeyFromSeed(SEED);
    const ssh2 = (type: string, headers: string): string => {
      const lines = toBase64(ssh(type, publicKey.raw)).match(/.{1,30}/g) ?? [];
      return `---- BEGIN SSH2 PUBLIC KEY ----\r\n${headers}${lines.join('\r\n')}\r\n---- END SSH2 PUBLIC KEY ----\r\n`;
    };
    for (const headers of ['', 'Comment: "256-bit ED25519, converted by me"\r\n', 'Comment: one that \\\r\ngoes on\r\nSubject: me\r\n'])
      expect(await importPublicKeys(ssh2('ssh-ed25519', headers))).toEqual([publicKey]);
    expect((await refusal(importPrivateKey(ssh2('ssh-ed25519', '')))).code).toBe('KEY-EXPECTED-PRIVATE');
    expect((await refusal(importPublicKey(ssh2('ssh-rsa', '')))).message).toContain('"SSH2 PUBLIC KEY" holds a key for RSA');
  });

  it('reads a JWK, as WebCrypto and libraries of the web write it', async () => {
    const key = await privateKeyFromSeed(SEED);
    const secret = createPrivateKey(exportPrivateKey(key));
    const jwk = (more: object = {}): string => JSON.stringify({ ...secret.export({ format: 'jwk' }), ...more }, null, 2);
    expect(await importPrivateKey(jwk())).toEqual(key);
    expect(await importPublicKeys(jwk({ d: undefined }))).toEqual([key.publicKey]);
    const codeOf = async (work: Promise<unknown>): Promise<unknown> => (await refusal(work)).code;
    expect(await codeOf(importPublicKey(jwk()))).toBe('KEY-EXPECTED-PUBLIC');
    expect(await codeOf(importPrivateKey(jwk({ d: undefined })))).toBe('KEY-EXPECTED-PRIVATE');
    expect(await codeOf(importPrivateKey(jwk({ d: 'AAAA' })))).toBe('KEY-MALFORMED');
    expect(await codeOf(importPrivateKey(jwk({ x: undefined })))).toBe('KEY-MALFORMED');
    expect(await codeOf(importPrivateKey(jwk({ d: toBase64(SEED.map((byte) => byte ^ 1)) })))).toBe('KEY-MISMATCH');
    expect((await refusal(importPrivateKey(jwk({ crv: 'X25519' })))).message).toContain('a key for X25519');
    expect((await refusal(importPublicKey(jwk({ kty: 'EC' })))).message).toContain('a key for ECDSA');
  });

  it.each([
    ['ssh-rsa', 'holds a key for RSA'],
    ['ecdsa-sha2-nistp256', 'holds a key for ECDSA'],
    ['sk-ssh-ed25519@openssh.com', 'does not hold an Ed25519 key'],
    ['ssh-ed25519-cert-v01@openssh.com', 'does not hold an Ed25519 key'],
  ])('names the type of a line of OpenSSH that is none of ours: %s', async (type, said) => {
    const line = `${type} ${toBase64(ssh(type, SEED))} me@host\n`;
    for (const text of [line, `from="a b" ${line}`]) {
      const { code, message } = await refusal(importPublicKey(text));
      expect([code, message]).toEqual(['KEY-UNSUPPORTED', expect.stringContaining(`"${type}" ${said}`)]);
    }
  });

  it('names the algorithm of a key that is none of ours', async () => {
    const algorithms: [string, string][] = [
      ['302e020100300506032b656e04220420' + SEED_HEX, 'X25519'],
      ['302e020100300506032b657104220420' + SEED_HEX, 'Ed448'],
    ];
    for (const [der, name] of algorithms) {
      expect(await refusal(importPrivateKey(block('PRIVATE KEY', bytesOf(der))))).toEqual({
        code: 'KEY-UNSUPPORTED',
        message: `The block "PRIVATE KEY" holds a key for ${name}; bundles are signed with Ed25519 (openssl genpkey -algorithm ed25519).`,
      });
    }
    expect((await refusal(importPrivateKey(block('RSA PRIVATE KEY', SEED)))).message).toContain('a key for RSA');
    expect((await refusal(importPrivateKey(block('PGP PRIVATE KEY BLOCK', SEED)))).message).toContain('a key for PGP');
    expect((await refusal(importPublicKey(block('CERTIFICATE', SEED)))).code).toBe('KEY-CONTAINER');
  });

  it('makes a different key each time', async () => {
    const [a, b] = [await generatePrivateKey(), await generatePrivateKey()];
    expect(a.seed).not.toEqual(b.seed);
  });

  it('locks a key so that it signs and cannot be read', async () => {
    const locked = await lockPrivateKey(await privateKeyFromSeed(SEED));
    if (locked.kind !== 'handle') throw new Error('this Node has no Ed25519 in WebCrypto');
    expect(locked.handle.extractable).toBe(false);
    expect(() => exportPrivateKey(locked)).toThrow('This private key is locked into the browser and cannot be exported.');
  });

  it('reads a file of 16 Ki characters, and no longer one', async () => {
    const text = exportPrivateKey(await privateKeyFromSeed(SEED));
    expect((await importPrivateKey(text.padEnd(16 * 1024, '\n'))).publicKey).toEqual((await privateKeyFromSeed(SEED)).publicKey);
    expect((await refusal(importPrivateKey(text.padEnd(16 * 1024 + 1, '\n')))).code).toBe('KEY-MALFORMED');
  });

  it('says what is wrong with a file', async () => {
    const key = await privateKeyFromSeed(SEED);
    const malformed = { code: 'KEY-MALFORMED', message: 'This is not a key file: a PEM block with an Ed25519 key is expected.' };
    for (const text of [
      '',
      'hello',
      '-----BEGIN PRIVATE KEY-----',
      block('PRIVATE KEY', new Uint8Array(0)),
      exportPrivateKey(key).replace('MC4C', 'M*4C'),
      ' '.repeat(20_000),
    ]) {
      expect(await refusal(importPrivateKey(text))).toEqual(malformed);
    }
    expect(await refusal(importPrivateKey(exportPublicKey(key.publicKey)))).toEqual({
      code: 'KEY-EXPECTED-PRIVATE',
      message: 'This is a public key; the private key (.pem) is wanted here.',
    });
    expect(await refusal(importPublicKey(exportPrivateKey(key, 'raw')))).toEqual({
      code: 'KEY-EXPECTED-PUBLIC',
      message: 'This is a private key; a public key (.pub) is wanted here.',
    });
    expect(await refusal(importPrivateKey(block('METACORE PRIVATE KEY', concat(SEED, new Uint8Array(32)))))).toEqual({
      code: 'KEY-MISMATCH',
      message: 'The public half in this private key file does not belong to its secret half.',
    });
    expect(await refusal(importPublicKey(block('METACORE PUBLIC KEY', new Uint8Array(32))))).toEqual({
      code: 'KEY-WEAK',
      message: 'This public key is not a usable Ed25519 point: anybody could sign for it.',
    });
    const rsa = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    expect(await refusal(importPrivateKey(rsa.privateKey))).toEqual({
      code: 'KEY-UNSUPPORTED',
      message: 'The block "PRIVATE KEY" holds a key for RSA; bundles are signed with Ed25519 (openssl genpkey -algorithm ed25519).',
    });
    expect((await refusal(importPublicKey(rsa.publicKey))).code).toBe('KEY-UNSUPPORTED');
    expect((await refusal(importPrivateKey(block('ENCRYPTED PRIVATE KEY', pkcs8Of(SEED))))).code).toBe('KEY-ENCRYPTED');
    expect((await refusal(publicKeyFromBytes(new Uint8Array(31)))).code).toBe('KEY-MALFORMED');
  });
});

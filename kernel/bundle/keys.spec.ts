import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toBase64 } from './encoding';
import {
  exportPrivateKey,
  exportPublicKey,
  generatePrivateKey,
  importPrivateKey,
  importPublicKey,
  lockPrivateKey,
  pkcs8Of,
  privateKeyFromSeed,
  publicKeyFromBytes,
  shortFingerprint,
} from './keys';
import { concat, refusal } from './testing/archives';
import fc from '../testing/property';

/** RFC 8032 §7.1, first test: a public test vector, not a secret. */
const SEED = Uint8Array.from(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'));
const PUBLIC_HEX = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

const block = (label: string, bytes: Uint8Array) => `-----BEGIN ${label}-----\n${toBase64(bytes)}\n-----END ${label}-----\n`;

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
      message: 'The block "PRIVATE KEY" does not hold an Ed25519 key in a form that is understood.',
    });
    expect((await refusal(importPublicKey(rsa.publicKey))).code).toBe('KEY-UNSUPPORTED');
    expect((await refusal(importPrivateKey(block('ENCRYPTED PRIVATE KEY', pkcs8Of(SEED))))).code).toBe('KEY-UNSUPPORTED');
    expect((await refusal(publicKeyFromBytes(new Uint8Array(31)))).code).toBe('KEY-MALFORMED');
  });
});

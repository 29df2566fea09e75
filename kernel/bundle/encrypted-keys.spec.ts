import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { exportEncryptedKey, importEncryptedKey, isEncryptedKey, isReadable, lockReadable, readablePrivateKey } from './encrypted-keys';
import { exportPrivateKey, generatePrivateKey, lockPrivateKey } from './keys';
import { refusal } from './testing/archives';
import fc from '../testing/property';

const PASSPHRASE = 'año nuevo, vida nueva';
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof KernelError ? error.code : String(error)),
  );

describe('a key under a passphrase', () => {
  it('is read by other tools, and back', async () => {
    const key = await generatePrivateKey();
    const text = await exportEncryptedKey(key, PASSPHRASE);
    expect(isEncryptedKey(text)).toBe(true);
    const theirs = createPrivateKey({ key: text, passphrase: Buffer.from(PASSPHRASE, 'utf8') });
    expect(theirs.export({ type: 'pkcs8', format: 'pem' })).toBe(exportPrivateKey(key));
    expect((await importEncryptedKey(text, PASSPHRASE)).seed).toEqual(key.seed);
  });

  it.each(['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc'])('is read from what other tools write (%s)', async (cipher) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const text = privateKey.export({ type: 'pkcs8', format: 'pem', cipher, passphrase: 'hunter22' }) as string;
    expect(exportPrivateKey(await importEncryptedKey(text, 'hunter22'))).toBe(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });

  it('stays shut without it', async () => {
    const text = await exportEncryptedKey(await generatePrivateKey(), PASSPHRASE);
    expect(await failure(importEncryptedKey(text, 'another one'))).toBe('KEY-PASSPHRASE');
    expect(await failure(exportEncryptedKey(await generatePrivateKey(), 'short'))).toBe('KEY-PASSPHRASE-SHORT');
  });

  it('of an old scheme is named, and damaged files are refused whatever they hold', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const old = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'des-ede3-cbc', passphrase: 'hunter22' }) as string;
    expect(await refusal(importEncryptedKey(old, 'hunter22'))).toEqual({
      code: 'KEY-ENCRYPTION',
      message:
        'This private key is encrypted in a way that is not read here (Triple DES). Write it anew: ' +
        'openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in KEY -out KEY.pem.',
    });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const text = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(bytes).toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----`;
        expect(await failure(importEncryptedKey(text, 'x'))).toMatch(/^KEY-(MALFORMED|ENCRYPTION|PASSPHRASE)$/);
      }),
    );
  });
});

describe('a key behind a handle', () => {
  it('is read back only when it was made for that', async () => {
    const key = await generatePrivateKey();
    const [shut, open] = [await lockPrivateKey(key), await lockReadable(key)];
    expect([isReadable(shut), isReadable(open), isReadable(key)]).toEqual([false, true, true]);
    expect((await readablePrivateKey(open)).seed).toEqual(key.seed);
    expect(await failure(readablePrivateKey(shut))).toBe('KEY-NOT-EXPORTABLE');
    expect(await failure(exportEncryptedKey(shut, PASSPHRASE))).toBe('KEY-NOT-EXPORTABLE');
  });
});

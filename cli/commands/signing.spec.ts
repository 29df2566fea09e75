/** keygen, sign and verify: one journey. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../kernel/bundle/digest';
import { exportEncryptedKey } from '../../kernel/bundle/encrypted-keys';
import { exportPrivateKey, importPrivateKey, importPublicKey, shortFingerprint, type PublicKey } from '../../kernel/bundle/keys';
import { formatSignatureHex, parseSignature } from '../../kernel/bundle/sign';
import { startSession, type Session } from '../testing/session';

let cli: Session;
let env: Record<string, string>;
let key: PublicKey;
let short: string;
beforeEach(async () => {
  env = {};
  cli = await startSession(env);
  await cli.run('keygen', '--out', 'keys/dev');
  key = await importPublicKey(await cli.read('keys/dev.pub'));
  short = shortFingerprint(key);
  await cli.write('a.mcbundle', 'the bytes of a bundle');
});
afterEach(() => cli.end());

describe('keygen', () => {
  it('writes a pair, the private half readable by its owner alone', async () => {
    expect((await stat(join(cli.folder, 'keys/dev.pem'))).mode & 0o777).toBe(0o600);
    expect((await importPrivateKey(await cli.read('keys/dev.pem'))).publicKey).toEqual(key);
    const other = await cli.run('keygen', '--out', 'other');
    const fingerprint = shortFingerprint(await importPublicKey(await cli.read('other.pub')));
    expect(other).toEqual({
      code: 0,
      out: `other.pem: private key, keep it secret\nother.pub: public key, hand it out\nfingerprint ${fingerprint}\n`,
      err: '',
    });
  });

  it('never overwrites a key, not even half of a pair', async () => {
    const before = await cli.read('keys/dev.pem');
    expect(await cli.run('keygen', '--out', 'keys/dev')).toEqual({
      code: 1,
      out: '',
      err: 'keys/dev.pem is already there and is not overwritten.\n',
    });
    expect(await cli.read('keys/dev.pem')).toBe(before);
    await cli.write('half.pub', 'something');
    expect((await cli.run('keygen', '--out', 'half', '--lang', 'es')).err).toBe('half.pub ya existe y no se sobrescribe.\n');
    await expect(stat(join(cli.folder, 'half.pem'))).rejects.toThrow('ENOENT');
  });
});

describe('sign and verify', () => {
  it('hold together', async () => {
    expect(await cli.run('sign', '--key', 'keys/dev.pem', 'a.mcbundle')).toEqual({
      code: 0,
      out: `a.mcbundle.sig: signed by ${short}\n`,
      err: '',
    });
    expect(await cli.read('a.mcbundle.sig')).toMatch(/^[A-Za-z0-9+/]{86}==\n$/);
    expect(await cli.run('verify', '--key', 'keys/dev.pub', 'a.mcbundle')).toEqual({
      code: 0,
      out: `a.mcbundle: the signature holds, signed by ${short}\n`,
      err: '',
    });
  });

  it('answer JSON', async () => {
    const digest = await sha256Hex(await cli.bytes('a.mcbundle'));
    const signed = await cli.run('sign', '--key', 'keys/dev.pem', 'a.mcbundle', '--json');
    const signatureHex = formatSignatureHex(parseSignature(await cli.read('a.mcbundle.sig')));
    expect(JSON.parse(signed.out)).toEqual({
      file: 'a.mcbundle',
      signature: 'a.mcbundle.sig',
      signatureHex,
      digest,
      fingerprint: key.fingerprint,
    });
    const verified = await cli.run('verify', '--key', 'keys/dev.pub', 'a.mcbundle', '--json');
    expect(JSON.parse(verified.out)).toEqual({
      file: 'a.mcbundle',
      signature: 'a.mcbundle.sig',
      valid: true,
      digest,
      fingerprint: key.fingerprint,
    });
  });

  it('read a key under a passphrase that stands in the environment, and a signature of bare bytes', async () => {
    const open = await importPrivateKey(await cli.read('keys/dev.pem'));
    await cli.write('locked.pem', await exportEncryptedKey(open, 'hunter22'));
    expect(await cli.run('sign', '--key', 'locked.pem', 'a.mcbundle')).toEqual({
      code: 1,
      out: '',
      err: 'This private key is under a passphrase: set METACORE_KEY_PASSPHRASE.\n',
    });
    env.METACORE_KEY_PASSPHRASE = 'hunter22';
    expect((await cli.run('sign', '--key', 'locked.pem', 'a.mcbundle')).out).toBe(`a.mcbundle.sig: signed by ${short}\n`);
    await cli.write('raw.sig', parseSignature(await cli.read('a.mcbundle.sig')));
    expect((await cli.run('verify', '--key', 'keys/dev.pub', 'a.mcbundle', '--sig', 'raw.sig')).code).toBe(0);
  });

  it('take the raw key blocks of the Go command line and a signature in hex', async () => {
    const secret = await importPrivateKey(await cli.read('keys/dev.pem'));
    await cli.write('raw.pem', exportPrivateKey(secret, 'raw'));
    await cli.run('sign', '--key', 'raw.pem', 'a.mcbundle');
    await cli.write('upload.hex', formatSignatureHex(parseSignature(await cli.read('a.mcbundle.sig'))));
    expect((await cli.run('verify', '--key', 'keys/dev.pub', '--sig', 'upload.hex', 'a.mcbundle')).code).toBe(0);
  });

  it('refuse a changed bundle, another key, a missing and a malformed signature', async () => {
    await cli.run('sign', '--key', 'keys/dev.pem', 'a.mcbundle');
    await cli.run('keygen', '--out', 'other');
    const otherShort = shortFingerprint(await importPublicKey(await cli.read('other.pub')));
    const failed = (fingerprint: string) => ({
      code: 1,
      out: '',
      err: `a.mcbundle: the signature does not hold under the key ${fingerprint}. The bundle was changed after signing, or somebody else signed it.\n`,
    });
    expect(await cli.run('verify', '--key', 'other.pub', 'a.mcbundle')).toEqual(failed(otherShort));
    await cli.write('a.mcbundle', 'the bytes of a bundlE');
    expect(await cli.run('verify', '--key', 'keys/dev.pub', 'a.mcbundle')).toEqual(failed(short));
    await cli.write('b.mcbundle', 'x');
    expect(await cli.run('verify', '--key', 'keys/dev.pub', 'b.mcbundle')).toEqual({
      code: 1,
      out: '',
      err: 'b.mcbundle: there is no signature (b.mcbundle.sig is missing).\n',
    });
    await cli.write('b.mcbundle.sig', 'nonsense');
    expect((await cli.run('verify', '--key', 'keys/dev.pub', 'b.mcbundle')).err).toBe(
      'The signature is not one: 64 bytes are expected, as they are, as base64 (88 characters) or hex (128 digits).\n',
    );
  });

  it('say it when the halves of a pair are mixed up', async () => {
    expect(await cli.run('sign', '--key', 'keys/dev.pub', 'a.mcbundle')).toEqual({
      code: 1,
      out: '',
      err: 'This is a public key; the private key (.pem) is wanted here.\n',
    });
    expect((await cli.run('verify', '--key', 'keys/dev.pem', 'a.mcbundle', '--lang', 'es')).err).toBe(
      'Esta es una clave privada; aquí se pide una clave pública (.pub).\n',
    );
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../values/encoding';
import { exportPrivateKey, importPrivateKey, importPublicKey, privateKeyFromSeed } from './keys';
import { localizedSentence } from './messages';
import { pem } from './pem';
import { keyText } from './side-files';
import { refusal, utf8 } from './testing/archives';
import { CERTIFICATE, EC_KEY, PKCS12, PKCS7, REQUEST, RSA_KEY, RSA_PUBLIC_KEY } from './testing/key-containers';
import { KernelError } from '../errors';

const bytesOf = (base64: string): Uint8Array => fromBase64(base64) ?? new Uint8Array(0);
const KEYSTORE = Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, ...new Uint8Array(60));
/** PKCS#12 whose length is open, as Windows and Java write it. */
const OPEN_PKCS12 = Uint8Array.of(0x30, 0x80, 2, 1, 3, 0x30, 0x80, 6, 9, ...bytesOf(PKCS12).subarray(15), 0, 0, 0, 0);
const PPK = 'PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nComment: me\r\nPublic-Lines: 2\r\nAAAA\r\n';

type Case = [what: string, bytes: Uint8Array, said: string, command: string];
const X509 = 'an X.509 certificate, which has a public key alone';
const CSR = 'a request for a certificate, which has a public key alone';
const P7 = 'a PKCS#7 file of certificates, which have public keys alone';
const P12 = 'a PKCS#12 store (.p12, .pfx)';
const FROM_P12 = 'openssl pkcs12 -in FILE -nocerts -nodes -out KEY.pem';
const CASES: Case[] = [
  ['a certificate in DER', bytesOf(CERTIFICATE), X509, 'openssl x509 -inform DER -in FILE -noout -pubkey > KEY.pub'],
  ['a certificate in PEM', utf8(pem('CERTIFICATE', bytesOf(CERTIFICATE))), X509, 'openssl x509 -in FILE -noout -pubkey > KEY.pub'],
  ['a request in DER', bytesOf(REQUEST), CSR, 'openssl req -inform DER -in FILE -noout -pubkey > KEY.pub'],
  ['a request in PEM', utf8(pem('NEW CERTIFICATE REQUEST', bytesOf(REQUEST))), CSR, 'openssl req -in FILE -noout -pubkey > KEY.pub'],
  ['PKCS#7 in DER', bytesOf(PKCS7), P7, 'openssl pkcs7 -inform DER -in FILE -print_certs | openssl x509 -noout -pubkey > KEY.pub'],
  ['PKCS#7 in PEM', utf8(pem('PKCS7', bytesOf(PKCS7))), P7, 'openssl pkcs7 -in FILE -print_certs | openssl x509 -noout -pubkey > KEY.pub'],
  ['PKCS#12', bytesOf(PKCS12), P12, FROM_P12],
  ['PKCS#12 of open length', OPEN_PKCS12, P12, FROM_P12],
  ['a keystore of Java', KEYSTORE, 'a keystore of Java', 'keytool -importkeystore -srckeystore FILE -destkeystore KEY.p12'],
  ['a key of PuTTY', utf8(PPK), 'a key file of PuTTY', 'puttygen FILE -O private-openssh-new -o KEY'],
  ['a set of JSON Web Keys', utf8('{ "keys": [{ "kty": "OKP" }] }'), 'a set of JSON Web Keys', "jq '.keys[0]' FILE > KEY.jwk"],
];

describe('a file that holds a key among other things', () => {
  it.each(CASES)('is told by its name and with the command that takes the key out: %s', async (_, bytes, said, command) => {
    for (const reading of [importPrivateKey, importPublicKey]) {
      const { code, message } = await refusal(reading(keyText(bytes)));
      expect([code, message]).toEqual(['KEY-CONTAINER', expect.stringContaining(`This is ${said}, and no key by itself.`)]);
      expect(message).toContain(`Take the key out: ${command}`);
    }
  });

  it('is told in Spanish too', async () => {
    const error = await importPublicKey(keyText(bytesOf(PKCS12))).catch((caught: unknown) => caught);
    expect(error instanceof KernelError && localizedSentence(error, 'es')).toBe(
      `Esto es un almacén PKCS#12 (.p12, .pfx) y no es una clave por sí solo. Extraiga la clave: ${FROM_P12}`,
    );
  });

  it('is passed over where a key in the open stands beside it', async () => {
    const key = await privateKeyFromSeed(new Uint8Array(32).fill(7));
    expect(await importPrivateKey(pem('CERTIFICATE', bytesOf(CERTIFICATE)) + exportPrivateKey(key))).toEqual(key);
  });

  it.each([
    ['ECDSA', EC_KEY],
    ['RSA', RSA_KEY],
    ['RSA', RSA_PUBLIC_KEY],
  ])('is none where it is a bare key for another algorithm: %s', async (name, base64) => {
    const { code, message } = await refusal(importPrivateKey(keyText(bytesOf(base64))));
    expect([code, message]).toEqual(['KEY-UNSUPPORTED', expect.stringContaining(`holds a key for ${name}`)]);
  });

  it('is none where it is a key in DER, whatever its length', async () => {
    for (let made = 0; made < 20; made += 1) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
        privateKeyEncoding: { type: 'pkcs8', format: 'der' },
        publicKeyEncoding: { type: 'spki', format: 'der' },
      });
      expect((await importPrivateKey(keyText(privateKey))).publicKey).toEqual(await importPublicKey(keyText(publicKey)));
    }
  });

  it('is told or passed over, wherever it is cut', async () => {
    for (const [, bytes] of CASES)
      for (let length = 0; length < bytes.length; length += 5) {
        const { code } = await refusal(importPrivateKey(keyText(bytes.subarray(0, length))));
        expect(code).toMatch(/^KEY-/);
      }
  });
});

import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../values/encoding';
import { exportEncryptedKey, importEncryptedKey } from './encrypted-keys';
import { exportPrivateKey, exportPublicKey, generatePrivateKey, importPrivateKey, importPublicKey } from './keys';
import { keyText, sideText, signatureText } from './side-files';
import { formatSignature, parseSignature } from './sign';
import { concat, utf8 } from './testing/archives';

const utf16 = (text: string): Uint8Array =>
  concat(Uint8Array.of(0xff, 0xfe), ...Array.from(text, (character) => Uint8Array.of(character.charCodeAt(0), 0)));
const derOf = (pem: string): Uint8Array => fromBase64(pem.split('\n').slice(1, -2).join('')) ?? new Uint8Array(0);

describe('a file beside a bundle', () => {
  it('is read with and without a byte order mark, and as UTF-16', () => {
    for (const bytes of [utf8('año'), utf8('\ufeffaño'), utf16('año'), Uint8Array.of(0xfe, 0xff, 0, 97, 0, 0xf1, 0, 111)])
      expect(sideText(bytes)).toBe('año');
  });

  it('may be a signature of 64 bare bytes', () => {
    const signature = Uint8Array.from({ length: 64 }, (_, index) => index * 3);
    for (const bytes of [signature, utf8(formatSignature(signature)), utf16(formatSignature(signature))])
      expect(parseSignature(signatureText(bytes))).toEqual(signature);
  });

  it('may be a key in DER', async () => {
    const key = await generatePrivateKey();
    expect(await importPrivateKey(keyText(derOf(exportPrivateKey(key))))).toEqual(key);
    expect(await importPublicKey(keyText(derOf(exportPublicKey(key.publicKey))))).toEqual(key.publicKey);
    expect(await importEncryptedKey(keyText(derOf(await exportEncryptedKey(key, 'hunter22'))), 'hunter22')).toEqual(key);
    expect(await importPrivateKey(keyText(utf16(exportPrivateKey(key))))).toEqual(key);
    expect(keyText(utf8('0 is how DER begins, and this is none of it'))).toBe('0 is how DER begins, and this is none of it');
  });
});

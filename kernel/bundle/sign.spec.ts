import { createHash, createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nobleEngine, signatureEngine, webCryptoEngine } from './engine';
import { exportPrivateKey, exportPublicKey, generatePrivateKey, lockPrivateKey, privateKeyFromSeed, type PublicKey } from './keys';
import { formatSignature, formatSignatureHex, parseSignature, signBundle, verifyBundle } from './sign';
import { refusal, utf8 } from './testing/archives';
import fc from '../testing/property';

const ENGINES = [webCryptoEngine, nobleEngine];
const NO_KEYS: PublicKey[] = [];
const PACKED = utf8('the packed bytes of a bundle');

describe('signBundle and verifyBundle', () => {
  it('sign the 32 raw bytes of the SHA-256 of the whole file', async () => {
    const key = await generatePrivateKey();
    const digest = createHash('sha256').update(PACKED).digest();
    const expected = nodeSign(null, digest, createPrivateKey(exportPrivateKey(key)));
    expect(Buffer.from(await signBundle(PACKED, key))).toEqual(expected);
    expect(nodeVerify(null, digest, createPublicKey(exportPublicKey(key.publicKey)), await signBundle(PACKED, key))).toBe(true);
  });

  it('give the same signature by WebCrypto, by plain JavaScript and by a locked key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 200 }), async (seed, packed) => {
        const key = await privateKeyFromSeed(new Uint8Array(seed));
        const bytes = new Uint8Array(packed);
        const byWebCrypto = await signBundle(bytes, key, { engine: webCryptoEngine });
        expect(await signBundle(bytes, key, { engine: nobleEngine })).toEqual(byWebCrypto);
        expect(await signBundle(bytes, await lockPrivateKey(key))).toEqual(byWebCrypto);
        for (const engine of ENGINES) expect(await verifyBundle(bytes, byWebCrypto, [key.publicKey], { engine })).toBe(key.publicKey);
      }),
      { numRuns: 15 },
    );
  });

  it.each(ENGINES)('$name says which of several keys signed, or none', async (engine) => {
    const [a, b] = [await generatePrivateKey(), await generatePrivateKey()];
    const signature = await signBundle(PACKED, b, { engine });
    expect(await verifyBundle(PACKED, signature, [a.publicKey, b.publicKey], { engine })).toBe(b.publicKey);
    expect(await verifyBundle(PACKED, signature, [a.publicKey], { engine })).toBeUndefined();
    expect(await verifyBundle(PACKED, signature, NO_KEYS, { engine })).toBeUndefined();
  });

  it.each(ENGINES)('$name refuses a flipped byte in the bundle and in the signature', async (engine) => {
    const key = await generatePrivateKey();
    const signature = await signBundle(PACKED, key, { engine });
    for (let index = 0; index < PACKED.length; index++) {
      const changed = PACKED.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await verifyBundle(changed, signature, [key.publicKey], { engine })).toBeUndefined();
    }
    for (let index = 0; index < signature.length; index++) {
      const changed = signature.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await verifyBundle(PACKED, changed, [key.publicKey], { engine })).toBeUndefined();
    }
  });

  it.each(ENGINES)(
    '$name refuses a signature whose scalar is not reduced (it would be a second signature of the same bytes)',
    async (engine) => {
      const key = await generatePrivateKey();
      const signature = await signBundle(PACKED, key, { engine });
      const order = 2n ** 252n + 27742317777372353535851937790883648493n;
      const scalar = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
      const malleated = signature.slice();
      for (let index = 0; index < 32; index++) malleated[32 + index] = Number((scalar >> BigInt(8 * index)) & 255n);
      expect(await verifyBundle(PACKED, malleated, [key.publicKey], { engine })).toBeUndefined();
    },
  );

  it('prefer WebCrypto where it knows Ed25519', async () => {
    expect((await signatureEngine()).name).toBe('webcrypto');
  });
});

describe('signature text', () => {
  const signature = Uint8Array.from({ length: 64 }, (_, index) => index * 3);
  /** Whose base64 has both characters in which the alphabets differ. */
  const both = Uint8Array.from({ length: 64 }, (_, index) => 255 - index);
  const hexOf = formatSignatureHex;
  const base64 = 'AAMGCQwPEhUYGx4hJCcqLTAzNjk8P0JFSEtOUVRXWl1gY2ZpbG9ydXh7foGEh4qNkJOWmZyfoqWoq66xtLe6vQ==';

  it('is written as base64 in a file and as hex for the form', () => {
    expect(formatSignature(signature)).toBe(`${base64}\n`);
    expect(formatSignatureHex(signature)).toMatch(/^00030609[0-9a-f]{120}$/);
  });

  it('is read as base64 or hex of either case', () => {
    for (const text of [base64, `\n${base64}\r\n`, formatSignatureHex(signature), formatSignatureHex(signature).toUpperCase()]) {
      expect(parseSignature(text)).toEqual(signature);
    }
  });

  it.each<[form: string, text: string]>([
    ['base64 after 76 characters (base64, openssl)', `${base64.slice(0, 76)}\n${base64.slice(76)}\n`],
    ['base64 after 64 characters, with Windows line ends', `${base64.slice(0, 64)}\r\n${base64.slice(64)}\r\n`],
    ['base64 without padding', base64.slice(0, -2)],
    ['base64 after a byte order mark', `\ufeff${base64}`],
    ['base64 between armour lines', `-----BEGIN SIGNATURE-----\n${base64}\n-----END SIGNATURE-----\n`],
    ['hex after 60 digits (xxd -p)', hexOf(signature).replace(/.{60}/g, '$&\n')],
    [
      'upper-case hex with colons (openssl)',
      hexOf(signature)
        .toUpperCase()
        .replace(/..(?=.)/g, '$&:'),
    ],
    ['hex in groups', hexOf(signature).replace(/.{4}/g, '$& ')],
    ['hex after 0x', `0x${hexOf(signature)}`],
  ])('is read as %s', (_, text) => expect(parseSignature(text)).toEqual(signature));

  it('is read in the alphabet of addresses, padded or not', () => {
    const url = formatSignature(both).trim().replaceAll('+', '-').replaceAll('/', '_');
    expect(url).toMatch(/-.*_|_.*-/);
    for (const text of [url, url.slice(0, -2)]) expect(parseSignature(text)).toEqual(both);
  });

  it('is refused when it is anything else', async () => {
    const expected = {
      code: 'SIGNATURE-MALFORMED',
      message: 'The signature is not one: 64 bytes are expected, as they are, as base64 (88 characters) or hex (128 digits).',
    };
    const bad = [
      '',
      'hello',
      base64.slice(0, -1),
      base64.replace('vQ==', 'vR=='),
      formatSignatureHex(signature).replace('0', 'g'),
      'A'.repeat(5000),
      `${base64} ${base64}`,
      // Two alphabets in one text.
      formatSignature(both).replace('+', '-'),
      base64.replace('A', ':'),
    ];
    for (const text of bad) expect(await refusal(Promise.resolve().then(() => parseSignature(text)))).toEqual(expected);
    expect(await refusal(verifyBundle(PACKED, new Uint8Array(63), []))).toEqual(expected);
  });
});

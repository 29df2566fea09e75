import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from './digest';
import { generatePrivateKey, type SeedPrivateKey } from './keys';
import { openBundle } from './open';
import { formatSignature, formatSignatureHex, signBundle } from './sign';
import { bundleWith, refusal, utf8 } from './testing/archives';

let mine: SeedPrivateKey;
let theirs: SeedPrivateKey;
let packed: Uint8Array;
let digest: string;
let signature: string;

beforeAll(async () => {
  [mine, theirs] = [await generatePrivateKey(), await generatePrivateKey()];
  packed = bundleWith({ name: 'README.md', body: '# Hello' });
  digest = await sha256Hex(packed);
  signature = formatSignature(await signBundle(packed, mine));
});

const flipped = (): Uint8Array => {
  const changed = packed.slice();
  changed[40] = (changed[40] ?? 0) ^ 1;
  return changed;
};

describe('openBundle', () => {
  it.each([true, false])('unpacks under a trusted key (development mode: %s)', async (developmentMode) => {
    const opened = await openBundle(packed, { signature, trustedKeys: [theirs.publicKey, mine.publicKey], developmentMode });
    expect(opened).toEqual({ verdict: 'trusted', key: mine.publicKey, digest, bundle: opened.bundle });
    expect(opened.bundle?.manifestText).toBe('{}');
  });

  it('reads the signature as hex too', async () => {
    const hex = formatSignatureHex(await signBundle(packed, mine));
    expect((await openBundle(packed, { signature: hex, trustedKeys: [mine.publicKey], developmentMode: false })).verdict).toBe('trusted');
  });

  it('unpacks an unsigned bundle in development mode only', async () => {
    for (const absent of [undefined, '', ' \n']) {
      expect(await openBundle(packed, { signature: absent, trustedKeys: [mine.publicKey], developmentMode: false })).toEqual({
        verdict: 'unsigned',
        digest,
      });
    }
    const opened = await openBundle(packed, { trustedKeys: [], developmentMode: true });
    expect(opened.verdict).toBe('unsigned');
    expect([...(opened.bundle?.files.keys() ?? [])]).toEqual(['manifest.json', 'README.md']);
  });

  it('names an unknown key that came along, and unpacks in development mode only', async () => {
    const options = { signature, trustedKeys: [theirs.publicKey], offeredKeys: [mine.publicKey] };
    expect(await openBundle(packed, { ...options, developmentMode: false })).toEqual({
      verdict: 'unknown-key',
      key: mine.publicKey,
      digest,
    });
    expect((await openBundle(packed, { ...options, developmentMode: true })).bundle?.manifestText).toBe('{}');
  });

  it('says unknown key when there is no key to try', async () => {
    expect(await openBundle(packed, { signature, trustedKeys: [], developmentMode: false })).toEqual({ verdict: 'unknown-key', digest });
  });

  it('never unpacks a bundle whose bytes were changed after signing, development mode or not', async () => {
    const changed = flipped();
    const expected = { verdict: 'tampered', digest: await sha256Hex(changed) };
    expect(await openBundle(changed, { signature, trustedKeys: [mine.publicKey], developmentMode: false })).toEqual(expected);
    expect(await openBundle(changed, { signature, trustedKeys: [mine.publicKey], developmentMode: true })).toEqual(expected);
    expect(await openBundle(changed, { signature, trustedKeys: [], offeredKeys: [mine.publicKey], developmentMode: true })).toEqual(
      expected,
    );
  });

  it('does not even look into a bundle that it may not unpack', async () => {
    const rubbish = utf8('no archive at all');
    const signed = formatSignature(await signBundle(packed, mine));
    expect((await openBundle(rubbish, { signature: signed, trustedKeys: [mine.publicKey], developmentMode: true })).verdict).toBe(
      'tampered',
    );
    expect((await openBundle(rubbish, { trustedKeys: [], developmentMode: false })).verdict).toBe('unsigned');
    expect((await refusal(openBundle(rubbish, { trustedKeys: [], developmentMode: true }))).code).toBe('BUNDLE-NOT-GZIP');
  });

  it('checks the packed size before the signature', async () => {
    const options = { signature: 'nonsense', trustedKeys: [], developmentMode: true };
    expect((await refusal(openBundle(packed, { ...options, limits: { maxPackedBytes: 10 } }))).code).toBe('BUNDLE-PACKED-SIZE');
    expect((await refusal(openBundle(packed, options))).code).toBe('SIGNATURE-MALFORMED');
  });
});

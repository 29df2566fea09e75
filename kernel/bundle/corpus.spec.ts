/**
 * Bundles that the platform's own command line built. The folder is named by PLAYGROUND_CORPUS and is no part of the project;
 * what is known of each is pinned in testing/corpus-golden.json, in both directions: what reading theirs gives, what writing
 * the same files gives, and the signature of a fixed key over theirs, which any Ed25519 must repeat.
 */
import { createHash, createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportPrivateKey, exportPublicKey, privateKeyFromSeed } from './keys';
import { readBundle } from './read';
import { formatSignature, parseSignature, signBundle, verifyBundle } from './sign';
import { comparable } from './testing/comparable';
import { writeBundle } from './write';

interface Golden {
  /** SHA-256 of the bundle as it was built. */
  theirs: string;
  files: number;
  /** SHA-256 over the lines that `sha256sum` writes of its files. */
  content: string;
  /** SHA-256 of the bundle that we make of the same files. */
  ours: string;
  /** Of the key whose seed is 0, 1, … 31. */
  signature: string;
}

const FOLDER = join(process.env.PLAYGROUND_CORPUS ?? '', 'bundles');
const BUNDLES =
  process.env.PLAYGROUND_CORPUS !== undefined && existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz')) : [];
const GOLDEN = JSON.parse(readFileSync(new URL('./testing/corpus-golden.json', import.meta.url), 'utf8')) as Record<string, Golden>;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const theirs = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FOLDER, name)));
const KEY = privateKeyFromSeed(Uint8Array.from({ length: 32 }, (_, index) => index));

describe.skipIf(BUNDLES.length === 0)('bundles of the corpus', () => {
  it('are all there', () => {
    expect([...BUNDLES].sort()).toEqual(Object.keys(GOLDEN).sort());
    expect(BUNDLES.length).toBe(33);
  });

  it.each(BUNDLES)('%s is read as it is known', async (name) => {
    const bundle = await readBundle(theirs(name));
    const lines = [...bundle.files].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join('');
    const { files, content, theirs: digest } = GOLDEN[name] ?? {};
    expect({ digest: bundle.digest, files: bundle.files.size, content: sha256(lines) }).toEqual({ digest, files, content });
    expect(bundle.warnings).toEqual([]);
    expect([...bundle.files.keys()][0]).toBe('manifest.json');
    expect(JSON.parse(bundle.manifestText)).toBeTypeOf('object');
  });

  it.each(BUNDLES)('%s is written anew as the archive it was, but for two fields without meaning', async (name) => {
    const packed = theirs(name);
    const { files } = await readBundle(packed);
    const ours = await writeBundle(files);
    expect(sha256(ours)).toBe(GOLDEN[name]?.ours);
    expect((await readBundle(ours)).files).toEqual(files);
    expect(sha256(comparable(ours))).toBe(sha256(comparable(packed)));
  });

  it.each(BUNDLES)('%s is signed as any Ed25519 signs it', async (name) => {
    const packed = theirs(name);
    const key = await KEY;
    const digest = createHash('sha256').update(packed).digest();
    const signature = await signBundle(packed, key);
    expect(formatSignature(signature)).toBe(`${GOLDEN[name]?.signature ?? ''}\n`);
    expect(nodeVerify(null, digest, createPublicKey(exportPublicKey(key.publicKey)), signature)).toBe(true);
    const byNode = nodeSign(null, digest, createPrivateKey(exportPrivateKey(key)));
    expect(await verifyBundle(packed, parseSignature(byNode.toString('base64')), [key.publicKey])).toBe(key.publicKey);
  });
});

describe.runIf(BUNDLES.length === 0)('bundles of the corpus', () => {
  it.skip('skipped: PLAYGROUND_CORPUS does not name a folder with bundles/', () => undefined);
});

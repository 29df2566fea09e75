import { expect, it } from 'vitest';
import { lockPrivateKey, privateKeyFromSeed, type PublicKey } from '../../kernel/bundle/keys';
import { decodeLink } from '../../kernel/link/link';
import { openLink } from '../../kernel/link/signed-link';
import type { StoredKey, StoredProject } from '../../workers/project-store';
import { keysIn, linkFrom, linkTo, signedLinkTo } from './make-link';

const KEY = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----\n`;
const project = (files: StoredProject['files']): StoredProject => ({
  id: 'x',
  name: 'notes',
  files,
  lastGoodManifest: null,
  provenance: [{ title: 'orders', app: '0.0.9', kind: 'link' }],
  updatedAt: 0,
});
async function lockedKey(first = 1): Promise<{ stored: StoredKey; publicKey: PublicKey }> {
  const key = await privateKeyFromSeed(Uint8Array.from({ length: 32 }, (_, at) => at + first));
  return { stored: { name: 'dev', key: await lockPrivateKey(key), createdAt: 0 }, publicKey: key.publicKey };
}
const read = (made: ReturnType<typeof linkTo>) => decodeLink('url' in made ? new URL(made.url).hash : '');

it('a link holds the project, where it begins and where it came from', () => {
  const made = linkTo('https://p.test/app/', project({ 'manifest.json': '{}', 'migrations/1.down.sql': '' }), { view: 'notes', seed: 7 });
  expect(read(made)).toEqual({
    app: expect.any(String) as string,
    title: 'notes',
    files: { 'manifest.json': '{}', 'migrations/1.down.sql': '' },
    view: 'notes',
    seed: 7,
    provenance: { title: 'orders', app: '0.0.9', kind: 'link' },
  });
});

it('keys stay behind, by name and by content', () => {
  const files = { 'manifest.json': '{}', 'dev.pem': 'x', 'backend/secret.txt': KEY, 'frontend/a.js': 'x' };
  expect(keysIn(project(files)).sort()).toEqual(['backend/secret.txt', 'dev.pem']);
  expect(Object.keys(read(linkTo('https://p.test/', project(files), {})).files).sort()).toEqual(['frontend/a.js', 'manifest.json']);
});

it('a signed link is the same link under a locked key’s signature, some two hundred characters longer', async () => {
  const { stored, publicKey } = await lockedKey();
  const files = { 'manifest.json': '{}', 'dev.pem': 'x' };
  const made = await signedLinkTo('https://p.test/', project(files), { view: 'notes' }, stored);
  if (!('url' in made)) throw new Error('there is no link');
  expect(made.signer).toBe('dev');
  expect(made.chars).toBe(new URL(made.url).hash.length - 1);
  const unsigned = linkTo('https://p.test/', project(files), { view: 'notes' });
  const more = (made.chars ?? 0) - ('url' in unsigned ? (unsigned.chars ?? 0) : 0);
  expect(more).toBeGreaterThan(100);
  expect(more).toBeLessThan(250);
  expect(await openLink(new URL(made.url).hash, () => Promise.resolve([]))).toEqual({
    verdict: 'unknown-key',
    project: read(unsigned),
    key: publicKey,
  });
});

it('a key that does not sign is told', async () => {
  const { stored, publicKey } = await lockedKey();
  const other = (await lockedKey(2)).publicKey;
  const broken = [
    { ...stored, key: { kind: 'handle', handle: {} as CryptoKey, publicKey } },
    { ...stored, key: { ...stored.key, publicKey: other } },
  ] satisfies StoredKey[];
  for (const key of broken) {
    const made = await signedLinkTo('https://p.test/', project({ 'manifest.json': '{}' }), {}, key);
    expect('failure' in made && made.failure.code).toBe('LINK-NOT-SIGNED');
  }
});

it('what does not fit is named, signed or not', async () => {
  let state = 1;
  const noise = Array.from({ length: 120_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
  const large = project({ 'manifest.json': '{}', 'frontend/big.js': noise });
  const all = [linkTo('https://p.test/', large, {}), await signedLinkTo('https://p.test/', large, {}, (await lockedKey()).stored)];
  for (const made of all) expect('tooLong' in made && made.tooLong[0]?.path).toBe('frontend/big.js');
});

it('an address is one that the playground would fetch', () => {
  expect(linkFrom('https://p.test/', 'https://github.com/o/r/blob/main/a.mcbundle')).toEqual({
    url: 'https://p.test/?from=https%3A%2F%2Fraw.githubusercontent.com%2Fo%2Fr%2Fmain%2Fa.mcbundle',
    chars: null,
    signer: null,
  });
  const made = linkFrom('https://p.test/', 'javascript:alert(1)');
  expect('failure' in made && made.failure.code).toBe('FROM-ADDRESS');
});

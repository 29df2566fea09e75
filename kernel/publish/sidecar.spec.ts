import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { privateKeyFromSeed } from '../bundle/keys';
import { checksumsOf, sidecarOf } from './sidecar';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

it('writes the signature block for side-loading, and the one that hosts verify', async () => {
  const { publicKey: key } = await privateKeyFromSeed(new Uint8Array(32).fill(7));
  const identity = { key: 'notes', name: 'Notes', version: '1.0.0' };
  const signature = new Uint8Array(64);
  const text = await sidecarOf({
    bundleName: 'notes-1.0.0.mcbundle',
    identity,
    digest: 'ab',
    signature,
    key,
    signedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    files: new Map([['manifest.json', new TextEncoder().encode('{}')]]),
  });
  expect(JSON.parse(text)).toEqual({
    bundle: 'notes-1.0.0.mcbundle',
    addon_key: 'notes',
    version: '1.0.0',
    digest: 'sha256:ab',
    signature: { algorithm: 'ed25519', key_id: key.fingerprint, value: `${'A'.repeat(86)}==`, signed_at: '2026-01-02T03:04:05Z' },
    host_signature: {
      algorithm: 'ed25519',
      digest: 'ab',
      value: '0'.repeat(128),
      signed_at: '2026-01-02T03:04:05Z',
      checksums: { 'manifest.json': hash('{}') },
    },
  });
});

it('writes checksums that sha256sum reads', async () => {
  const files = new Map(['b.txt', 'a.txt'].map((path) => [path, new TextEncoder().encode(path)]));
  expect(await checksumsOf('x.mcbundle', 'ff', files)).toBe(`ff  x.mcbundle\n${hash('a.txt')}  a.txt\n${hash('b.txt')}  b.txt\n`);
});

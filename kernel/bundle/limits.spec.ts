import { gzipSync } from 'fflate';
import { gzipSync as nodeGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleWith, concat, MANIFEST, pax, refusal, tar, tarEntry, type HandmadeEntry } from './testing/archives';
import { checkedPath } from './paths';
import { checkPackedSize, noticesFor, readBundle } from './read';

const read = (...entries: HandmadeEntry[]) => readBundle(bundleWith(...entries));
const refused = (...entries: HandmadeEntry[]) => refusal(read(...entries));

describe('readBundle, limits', () => {
  it('answers ten thousand empty entries with one sentence', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ name: `frontend/${index}` }));
    expect(await refused(...entries)).toEqual({
      code: 'BUNDLE-TOO-MANY-ENTRIES',
      message: 'The bundle has more than 4096 entries.',
      entry: 'frontend/4095',
    });
  });

  it('answers ten thousand extended headers before one file likewise', async () => {
    const header = pax({ comment: 'x' });
    expect((await refused(...Array.from({ length: 10_000 }, () => header), { name: 'a' })).code).toBe('BUNDLE-TOO-MANY-ENTRIES');
  });

  it('takes 4,096 entries', async () => {
    const entries = Array.from({ length: 4_095 }, (_, index) => ({ name: `other/${index}` }));
    expect((await read(...entries)).files.size).toBe(4_096);
  });

  it('takes fifty million bytes, packed, and warns of what the marketplace does not take', () => {
    expect(() => checkPackedSize(50_000_000)).not.toThrow();
    expect(() => checkPackedSize(50_000_001)).toThrow('The bundle is 50000001 bytes; at most 50000000 bytes are accepted.');
    const warned = (packedBytes: number) => noticesFor(new Map(), packedBytes).map(({ rule }) => rule);
    expect([warned(32 * 1024 * 1024), warned(32 * 1024 * 1024 + 1)]).toEqual([[], ['BUNDLE-HUB-SIZE']]);
  });

  it('takes paths of 255 bytes', () => {
    expect(checkedPath('ñ'.repeat(127) + 'a')).toHaveLength(128);
    expect(() => checkedPath('ñ'.repeat(128))).toThrow('is 256 bytes long; at most 255 are accepted');
  });

  it('takes an extended header of 64 KiB, and no longer one', async () => {
    const record = (bytes: number) => ({ name: 'p', type: 'x', body: `${bytes} comment=`.padEnd(bytes - 1, 'x') + '\n' });
    expect((await read(record(64 * 1024), { name: 'a' })).files.has('a')).toBe(true);
    expect((await refused(record(64 * 1024 + 1), { name: 'a' })).code).toBe('BUNDLE-PATH-LENGTH');
  });

  it('takes 8 MiB of headers and padding beside the contents, and not a block more', async () => {
    const archive = tar(MANIFEST);
    const padded = (bytes: number) => new Uint8Array(nodeGzip(concat(archive, new Uint8Array(bytes - archive.length)), { level: 1 }));
    const most = (64 + 8) * 1024 * 1024;
    expect((await readBundle(padded(most))).files.size).toBe(1);
    expect((await refusal(readBundle(padded(most + 512)))).code).toBe('BUNDLE-UNPACKED-SIZE');
  });

  it('refuses an extended header that is itself a bomb', async () => {
    expect((await refused({ name: 'p', type: 'x', body: new Uint8Array(64 * 1024 + 1) }, { name: 'a' })).code).toBe('BUNDLE-PATH-LENGTH');
  });

  it('counts frontend files, migrations and wasm', async () => {
    const many = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, index) => ({ name: name(index) }));
    expect(await refused(...many(201, (index) => `frontend/${index}.js`))).toEqual({
      code: 'BUNDLE-TOO-MANY-FRONTEND-FILES',
      message: 'frontend/ holds 201 files; at most 200 are accepted.',
    });
    expect((await read(...many(200, (index) => `frontend/${index}.js`))).files.size).toBe(201);
    expect((await refused(...many(26, (index) => `migrations/${index}.sql`))).code).toBe('BUNDLE-TOO-MANY-MIGRATIONS');
    expect((await read(...many(25, (index) => `migrations/${index}.sql`))).files.size).toBe(26);
    const wasm = (length: number) => ({ name: 'backend/a.wasm', body: new Uint8Array(length) });
    expect((await refused(wasm(10 * 1024 * 1024 + 1))).entry).toBe('backend/a.wasm');
    expect((await read(wasm(10 * 1024 * 1024))).files.size).toBe(2);
  });

  it('takes contents of exactly 64 MiB and not a byte more', async () => {
    const limit = 64 * 1024 * 1024;
    const fits = { name: 'data.bin', body: new Uint8Array(limit - 2) };
    expect((await read(fits)).files.get('data.bin')?.length).toBe(limit - 2);
    expect(await refused(fits, { name: 'one-more', body: 'x' })).toEqual({
      code: 'BUNDLE-UNPACKED-SIZE',
      message: 'The bundle unpacks to more than 64 MiB (reading one-more).',
      entry: 'one-more',
    });
  });

  it('refuses a header that claims more than the limit before taking memory for it', async () => {
    const packed = gzipSync(concat(tarEntry(MANIFEST), tarEntry({ name: 'bomb', size: 8_000_000_000 })));
    expect((await refusal(readBundle(packed))).code).toBe('BUNDLE-UNPACKED-SIZE');
  });

  it('stops a bomb of padding that never ends', async () => {
    // 80 MB of zero blocks after the archive, in 80 KB.
    const packed = new Uint8Array(nodeGzip(concat(tar(MANIFEST), new Uint8Array(80_000_000))));
    expect(await refusal(readBundle(packed))).toEqual({
      code: 'BUNDLE-UNPACKED-SIZE',
      message: 'The bundle unpacks to more than 64 MiB (reading manifest.json).',
      entry: 'manifest.json',
    });
  });
});

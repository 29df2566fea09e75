import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { isZip } from '../bundle/zip';
import { handmadeZip } from '../bundle/testing/zips';
import { bundleWith, refusal, tar } from '../bundle/testing/archives';
import { readBundle } from '../bundle/read';
import { addonIn, addonInArchive, readZip } from './unzip';
import fc from '../testing/property';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const zip = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? text(content) : content])),
  );
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof KernelError ? error.code : error;
  }
};

/** With another bit at one place. */
const changed = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
const LINK = { name: 'link', body: 'manifest.json', mode: 0o120777 };

describe('a zip', () => {
  it('is read as the folder it was made of, whatever folder lies around it', () => {
    const packed = zip({
      'repo-main/addon/manifest.json': '{}',
      'repo-main/addon/frontend/a.js': 'x',
      'repo-main/README.md': 'y',
      '__MACOSX/repo-main/x': '',
      'repo-main/addon/.git/x': '',
    });
    expect(isZip(packed)).toBe(true);
    expect([...readZip(packed)]).toEqual([
      ['manifest.json', text('{}')],
      ['frontend/a.js', text('x')],
    ]);
  });

  it.each<[name: string, packed: Uint8Array, code: string]>([
    ['no manifest', zip({ 'a.txt': '' }), 'BUNDLE-NO-MANIFEST'],
    ['two addons', zip({ 'a/manifest.json': '', 'b/manifest.json': '' }), 'FOLDER-TWO-ADDONS'],
    ['a way out', zip({ 'manifest.json': '', '../../etc/passwd': 'x' }), 'BUNDLE-PATH-TRAVERSAL'],
    ['an absolute path', zip({ 'manifest.json': '', '/etc/passwd': 'x' }), 'BUNDLE-PATH-ABSOLUTE'],
    ['twins', zip({ 'manifest.json': '', 'A.txt': '', 'a.txt': '' }), 'BUNDLE-ENTRY-DUPLICATE'],
    ['a bomb', zip({ 'manifest.json': '', 'zeros.bin': new Uint8Array(65 << 20) }), 'BUNDLE-UNPACKED-SIZE'],
    [
      'too many entries',
      zip(Object.fromEntries(Array.from({ length: 4_097 }, (_, at) => [`f${String(at)}`, '']))),
      'BUNDLE-TOO-MANY-ENTRIES',
    ],
    ['a manifest that was changed on the way', changed(zip({ 'manifest.json': new Uint8Array(0) }), 14), 'ZIP-AMBIGUOUS'],
    ['a link inside of the addon', handmadeZip([{ name: 'manifest.json' }, LINK]), 'BUNDLE-ENTRY-KIND'],
    ['a password', handmadeZip([{ name: 'manifest.json', flags: 1 }]), 'ZIP-ENCRYPTED'],
    ['half of it', zip({ 'manifest.json': 'x'.repeat(1000) }).slice(0, 80), 'ZIP-DAMAGED'],
  ])('with %s is refused', (_, packed, code) => expect(codeOf(() => readZip(packed))).toBe(code));

  it('may have links outside of the addon, and names as Windows writes them', () => {
    const packed = handmadeZip([LINK, { name: 'addon\\manifest.json', body: '{}', host: 0 }]);
    expect([...readZip(packed)]).toEqual([['manifest.json', text('{}')]]);
  });

  it('is read or refused with a reason, whatever bytes are changed', () => {
    const good = zip({ 'manifest.json': '{}', 'a/b.txt': 'hello '.repeat(50) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
        const bad = good.slice();
        for (const [at, value] of changes) bad[at] = value;
        const read = codeOf(() => readZip(bad));
        expect(read instanceof Map || (typeof read === 'string' && /^(BUNDLE|ZIP|FOLDER)-/.test(read))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

it('finds the addon that lies highest', () => {
  const files = new Map([
    ['x/y/manifest.json', 1],
    ['x/manifest.json', 2],
    ['x/a', 3],
    ['b', 4],
  ]);
  expect([...addonIn(files)]).toEqual([
    ['y/manifest.json', 1],
    ['manifest.json', 2],
    ['a', 3],
  ]);
});

describe('a tar', () => {
  const packedTar = (files: Record<string, string>): Uint8Array =>
    gzipSync(tar(...Object.entries(files).map(([name, body]) => ({ name, body }))));
  const opened = (packed: Uint8Array): ReturnType<typeof readBundle> => readBundle(packed, { addonIn: addonInArchive });

  it.each<[name: string, files: Record<string, string>]>([
    ['one folder around the addon', { 'shop/manifest.json': '{}', 'shop/frontend/a.js': 'x' }],
    [
      'folders around it and files beside it',
      { 'repo-main/README.md': 'y', 'repo-main/addon/manifest.json': '{}', 'repo-main/addon/a.txt': 'x' },
    ],
    ['what systems leave behind', { '__MACOSX/shop/manifest.json': '', 'shop/._manifest.json': '', 'shop/manifest.json': '{}' }],
    ['an addon deeper than another', { 'a/manifest.json': '{}', 'a/samples/b/manifest.json': '{"b":1}' }],
  ])('is read as the same in a zip is: %s', async (_, files) => {
    const bundle = await opened(packedTar(files));
    expect([...bundle.files]).toEqual([...readZip(zip(files))]);
    expect(bundle.warnings.map(({ rule }) => rule)).toEqual(['BUNDLE-IN-FOLDER']);
  });

  it('with its manifest at the top is read as hosts read it, whatever lies deeper', async () => {
    const bundle = await opened(bundleWith({ name: 'a/manifest.json', body: '1' }));
    expect([[...bundle.files.keys()], bundle.warnings]).toEqual([['manifest.json', 'a/manifest.json'], []]);
  });

  it.each<[name: string, files: Record<string, string>, code: string]>([
    ['two addons', { 'a/manifest.json': '', 'b/manifest.json': '' }, 'FOLDER-TWO-ADDONS'],
    ['no manifest', { 'a/README.md': '' }, 'BUNDLE-NO-MANIFEST'],
  ])('with %s is refused as the same in a zip is', async (_, files, code) => {
    expect([(await refusal(opened(packedTar(files)))).code, codeOf(() => readZip(zip(files)))]).toEqual([code, code]);
  });
});

import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundleWith, END_OF_TAR, pax, refusal, tar, type HandmadeEntry } from './testing/archives';
import { readBundle } from './read';

const refused = (...entries: HandmadeEntry[]) => refusal(readBundle(bundleWith(...entries)));

describe('readBundle, hostile entries', () => {
  const bad: [string, HandmadeEntry[], { code: string; message: string; entry?: string }][] = [
    [
      'a path upwards',
      [{ name: '../x' }],
      { code: 'BUNDLE-PATH-TRAVERSAL', message: 'The entry ../x points outside of the bundle ("." or ".." in its path).', entry: '../x' },
    ],
    [
      'a path upwards in the middle',
      [{ name: 'a/../../x' }],
      {
        code: 'BUNDLE-PATH-TRAVERSAL',
        message: 'The entry a/../../x points outside of the bundle ("." or ".." in its path).',
        entry: 'a/../../x',
      },
    ],
    [
      'a folder upwards',
      [{ name: '../', type: '5' }],
      { code: 'BUNDLE-PATH-TRAVERSAL', message: 'The entry .. points outside of the bundle ("." or ".." in its path).', entry: '..' },
    ],
    [
      'an absolute path',
      [{ name: '/etc/passwd' }],
      {
        code: 'BUNDLE-PATH-ABSOLUTE',
        message: 'The entry /etc/passwd has an absolute path; paths must be relative to the addon.',
        entry: '/etc/passwd',
      },
    ],
    [
      'a drive',
      [{ name: 'C:/x' }],
      { code: 'BUNDLE-PATH-ABSOLUTE', message: 'The entry C:/x has an absolute path; paths must be relative to the addon.', entry: 'C:/x' },
    ],
    [
      'a backslash',
      [{ name: 'a\\x' }],
      {
        code: 'BUNDLE-PATH-CHARACTER',
        message: 'The entry a\\x has a character that a path may not have (backslash or control character) or is not UTF-8.',
        entry: 'a\\x',
      },
    ],
    [
      'a line break',
      [{ name: 'a\nx' }],
      {
        code: 'BUNDLE-PATH-CHARACTER',
        message: 'The entry a\\nx has a character that a path may not have (backslash or control character) or is not UTF-8.',
        entry: 'a\nx',
      },
    ],
    [
      'a name that is not UTF-8',
      [{ name: Uint8Array.of(97, 0xff) }],
      {
        code: 'BUNDLE-PATH-CHARACTER',
        message: 'The entry aÿ has a character that a path may not have (backslash or control character) or is not UTF-8.',
        entry: 'aÿ',
      },
    ],
    [
      'a NUL in a pax path',
      [pax({ path: 'README.md\0.exe' }), { name: 'x' }],
      {
        code: 'BUNDLE-PATH-CHARACTER',
        message: 'The entry README.md has a character that a path may not have (backslash or control character) or is not UTF-8.',
        entry: 'README.md',
      },
    ],
    [
      'a path upwards by pax',
      [pax({ path: '../y' }), { name: 'x' }],
      { code: 'BUNDLE-PATH-TRAVERSAL', message: 'The entry ../y points outside of the bundle ("." or ".." in its path).', entry: '../y' },
    ],
    [
      'a path upwards by GNU record',
      [{ name: 'L', type: 'L', body: '../z\0' }, { name: 'x' }],
      { code: 'BUNDLE-PATH-TRAVERSAL', message: 'The entry ../z points outside of the bundle ("." or ".." in its path).', entry: '../z' },
    ],
    [
      'an empty name',
      [{ name: '' }],
      { code: 'BUNDLE-PATH-EMPTY', message: 'An entry has an empty name or an empty folder name: .', entry: '' },
    ],
    [
      'an empty component',
      [{ name: 'a//b' }],
      { code: 'BUNDLE-PATH-EMPTY', message: 'An entry has an empty name or an empty folder name: a//b.', entry: 'a//b' },
    ],
    [
      'a name too long',
      [pax({ path: 'a'.repeat(256) }), { name: 'x' }],
      {
        code: 'BUNDLE-PATH-LENGTH',
        message: `The path ${'a'.repeat(119)}… is 256 bytes long; at most 255 are accepted.`,
        entry: 'a'.repeat(200),
      },
    ],
    [
      'a symbolic link',
      [{ name: 'a', type: '2', linkname: '/etc/passwd' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a symbolic link; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a hard link',
      [{ name: 'a', type: '1', linkname: 'manifest.json' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a hard link; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a device',
      [{ name: 'a', type: '3' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a character device; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a pipe',
      [{ name: 'a', type: '6' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a named pipe; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a GNU link record',
      [{ name: 'a', type: 'K', body: 'b' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a link; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a pax link',
      [pax({ linkpath: '/etc' }), { name: 'a' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a link; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a sparse file',
      [pax({ 'GNU.sparse.major': '1' }), { name: 'a' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a sparse file; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a type nobody knows',
      [{ name: 'a', type: 'Z' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a is a tar type "Z"; a bundle may hold regular files only.', entry: 'a' },
    ],
    [
      'a folder that carries content',
      [{ name: 'a/', type: '5', body: 'x' }],
      { code: 'BUNDLE-ENTRY-KIND', message: 'The entry a/ is a folder with content; a bundle may hold regular files only.', entry: 'a/' },
    ],
    [
      'two manifests',
      [{ name: 'manifest.json', body: '{"a":1}' }],
      { code: 'BUNDLE-ENTRY-DUPLICATE', message: 'The bundle has two entries named manifest.json.', entry: 'manifest.json' },
    ],
    [
      'two manifests, one with ./',
      [{ name: './manifest.json' }],
      { code: 'BUNDLE-ENTRY-DUPLICATE', message: 'The bundle has two entries named manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a file inside of a file',
      [{ name: 'a' }, { name: 'a/b' }],
      { code: 'BUNDLE-ENTRY-CONFLICT', message: 'a is a file in this bundle, so a/b cannot be inside of it.', entry: 'a/b' },
    ],
    [
      'a folder over a file',
      [{ name: 'a' }, { name: 'a/', type: '5' }],
      { code: 'BUNDLE-ENTRY-CONFLICT', message: 'a is a file in this bundle, so a/ cannot be inside of it.', entry: 'a/' },
    ],
    [
      'a bad header checksum',
      [{ name: 'a', badChecksum: true }],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a size that is no number',
      [{ name: 'a', sizeField: '0000000000z\0' }],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a negative size',
      [{ name: 'a', sizeField: '\xff'.repeat(12) }],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a broken pax record',
      [{ name: 'p', type: 'x', body: '99 path=x\n' }, { name: 'a' }],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a global header that renames',
      [pax({ path: 'x' }, 'g'), { name: 'a' }],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
    [
      'a pax header before nothing',
      [pax({ path: 'x' })],
      { code: 'BUNDLE-TAR-DAMAGED', message: 'The archive has a damaged entry header after manifest.json.', entry: 'manifest.json' },
    ],
  ];
  it.each(bad)('refuses %s', async (_, entries, expected) => {
    expect(await refused(...entries)).toEqual(expected);
  });

  it('refuses a bundle without a manifest, or with one that is not text', async () => {
    expect(await refusal(readBundle(gzipSync(tar({ name: 'sub/manifest.json' }))))).toEqual({
      code: 'BUNDLE-NO-MANIFEST',
      message:
        'The bundle has no manifest.json at its top level. There is sub/manifest.json: pack what is inside of that folder, not the folder.',
      entry: 'sub/manifest.json',
    });
    expect(await refusal(readBundle(gzipSync(END_OF_TAR)))).toEqual({
      code: 'BUNDLE-NO-MANIFEST',
      message: 'The bundle has no manifest.json at its top level.',
    });
    expect(await refusal(readBundle(gzipSync(tar({ name: 'manifest.json', body: Uint8Array.of(0xff, 0xfe) }))))).toEqual({
      code: 'BUNDLE-MANIFEST-ENCODING',
      message: 'manifest.json is not UTF-8 text.',
      entry: 'manifest.json',
    });
  });
});

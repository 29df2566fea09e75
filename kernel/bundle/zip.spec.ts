import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32';
import { concat, refusal, utf8 } from './testing/archives';
import { handmadeZip, type HandmadeZipEntry, type ZipFrame } from './testing/zips';
import { isZip, openZip } from './zip';

const contentOf = (packed: Uint8Array): [string, string][] => {
  const zip = openZip(packed, 100);
  return zip.entries.map((entry) => [entry.path, new TextDecoder().decode(zip.read(entry))]);
};
const refused = (packed: Uint8Array): Promise<unknown> => refusal(Promise.resolve(packed).then(contentOf));

const HELLO: HandmadeZipEntry = { name: 'a.txt', body: 'hello hello hello' };
const unicodePath = (name: string, raw: Uint8Array): Uint8Array => {
  const body = utf8(name);
  const checksum = new DataView(new ArrayBuffer(4));
  checksum.setUint32(0, crc32(raw), true);
  return concat(Uint8Array.of(0x75, 0x70, body.length + 5, 0, 1), new Uint8Array(checksum.buffer), body);
};
/** `año.txt` in code page 437. */
const OLD_NAME = Uint8Array.of(0x61, 0xa4, 0x6f, 0x2e, 0x74, 0x78, 0x74);

describe('openZip', () => {
  it.each<[form: string, entries: HandmadeZipEntry[], frame: ZipFrame, expected: [string, string][]]>([
    [
      'deflated and stored',
      [HELLO, { name: 'b', body: 'x', method: 0 }],
      {},
      [
        ['a.txt', 'hello hello hello'],
        ['b', 'x'],
      ],
    ],
    ['an empty archive', [], {}, []],
    ['sizes behind the content', [{ ...HELLO, descriptor: 'signed' }], {}, [['a.txt', 'hello hello hello']]],
    ['the same without their signature', [{ ...HELLO, descriptor: 'bare' }], {}, [['a.txt', 'hello hello hello']]],
    ['the same in eight bytes', [{ ...HELLO, descriptor: 'long' }], {}, [['a.txt', 'hello hello hello']]],
    ['sizes in eight bytes', [{ ...HELLO, isLong: true }], { isLong: true }, [['a.txt', 'hello hello hello']]],
    [
      'bytes before it',
      [HELLO, { name: 'b' }],
      { before: utf8('#!/bin/sh\nexit\n') },
      [
        ['a.txt', 'hello hello hello'],
        ['b', ''],
      ],
    ],
    ['both', [HELLO], { before: utf8('MZ'), isLong: true }, [['a.txt', 'hello hello hello']]],
    ['a comment', [HELLO], { comment: 'made by hand' }, [['a.txt', 'hello hello hello']]],
    ['a name marked as UTF-8', [{ name: 'año.txt', flags: 1 << 11 }], {}, [['año.txt', '']]],
    ['a name in UTF-8 that is not marked', [{ name: 'año.txt' }], {}, [['año.txt', '']]],
    ['a name in the old code page', [{ name: OLD_NAME, host: 0 }], {}, [['año.txt', '']]],
    ['a name beside the old one', [{ name: OLD_NAME, extra: unicodePath('año 😀.txt', OLD_NAME) }], {}, [['año 😀.txt', '']]],
    ['a name beside another old one', [{ name: OLD_NAME, extra: unicodePath('x.txt', utf8('y')) }], {}, [['año.txt', '']]],
    ['Windows separators', [{ name: 'a\\b.txt', host: 0 }], {}, [['a/b.txt', '']]],
  ])('reads %s', (_, entries, frame, expected) => {
    const packed = handmadeZip(entries, frame);
    expect(isZip(packed)).toBe(true);
    expect(contentOf(packed)).toEqual(expected);
  });

  it('tells files, folders and links apart', () => {
    const packed = handmadeZip([{ name: 'd/' }, { name: 'd/f' }, { name: 'l', body: 'd/f', mode: 0o120777 }]);
    expect(openZip(packed, 10).entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
      ['d/', 'folder', 0],
      ['d/f', 'file', 0],
      ['l', 'link', 3],
    ]);
  });

  it.each<[fault: string, packed: Uint8Array, code: string, message: string]>([
    [
      'a stored entry that was changed',
      handmadeZip([{ ...HELLO, method: 0, crc: 1 }]),
      'ZIP-DAMAGED',
      'The zip archive is damaged: a.txt is not what was packed.',
    ],
    [
      'a deflated entry that was changed',
      handmadeZip([{ ...HELLO, crc: 1 }]),
      'ZIP-DAMAGED',
      'The zip archive is damaged: a.txt is not what was packed.',
    ],
    ['no end', zipSync({ a: utf8('x') }).subarray(0, -1), 'ZIP-DAMAGED', 'The zip archive is damaged.'],
    ['bytes after the end', concat(handmadeZip([HELLO]), Uint8Array.of(0)), 'ZIP-DAMAGED', 'The zip archive is damaged.'],
    ['nothing', new Uint8Array(0), 'ZIP-DAMAGED', 'The zip archive is damaged.'],
    [
      'entries in one another',
      handmadeZip([HELLO, { ...HELLO, overlaps: true }]),
      'ZIP-DAMAGED',
      'The zip archive is damaged: a.txt is not what was packed.',
    ],
    [
      'a password (ZipCrypto)',
      handmadeZip([{ ...HELLO, flags: 1 }]),
      'ZIP-ENCRYPTED',
      'The zip archive is encrypted (a.txt, ZipCrypto). Pack the folder without a password.',
    ],
    [
      'a password (AES)',
      handmadeZip([{ ...HELLO, flags: 1, method: 99 }]),
      'ZIP-ENCRYPTED',
      'The zip archive is encrypted (a.txt, AES). Pack the folder without a password.',
    ],
    [
      'another compression',
      handmadeZip([{ ...HELLO, method: 14 }]),
      'ZIP-METHOD',
      'a.txt is packed with LZMA, which is not read here. Pack the folder with Deflate, as "zip" does.',
    ],
    [
      'another name before the content',
      handmadeZip([{ ...HELLO, localName: 'b.txt' }]),
      'ZIP-AMBIGUOUS',
      'The zip archive says two different things about a.txt. Pack the folder again.',
    ],
    [
      'another size behind the content',
      handmadeZip([{ ...HELLO, descriptor: 'wrong' }]),
      'ZIP-AMBIGUOUS',
      'The zip archive says two different things about a.txt. Pack the folder again.',
    ],
    [
      'a comment that is another archive',
      handmadeZip([HELLO], { comment: handmadeZip([]) }),
      'ZIP-AMBIGUOUS',
      'The zip archive says two different things about …. Pack the folder again.',
    ],
    [
      'its last part only',
      handmadeZip([HELLO], { disk: 2 }),
      'ZIP-SPLIT',
      'This is one part of a zip archive that was split. Join the parts first (zip -s 0 part.zip --out whole.zip).',
    ],
    [
      'its first part only',
      concat(Uint8Array.of(0x50, 0x4b, 7, 8), handmadeZip([HELLO]).subarray(0, 40)),
      'ZIP-SPLIT',
      'This is one part of a zip archive that was split. Join the parts first (zip -s 0 part.zip --out whole.zip).',
    ],
    [
      'a name that is no UTF-8 and says it is',
      handmadeZip([{ name: OLD_NAME, flags: 1 << 11 }]),
      'BUNDLE-PATH-CHARACTER',
      'The entry año.txt has a character that a path may not have (backslash or control character) or is not UTF-8.',
    ],
  ])('refuses an archive with %s', async (_, packed, code, message) => {
    expect(await refused(packed)).toMatchObject({ code, message });
  });

  it('answers with what was packed, or refuses, whichever bit is flipped', async () => {
    const good = handmadeZip([HELLO, { name: 'b', body: 'stored', method: 0 }, { ...HELLO, name: 'c', descriptor: 'signed' }]);
    const content = JSON.stringify(contentOf(good).map(([, text]) => text));
    for (let at = 0; at < good.length * 8; at++) {
      const bad = good.slice();
      bad[at >> 3] = (bad[at >> 3] ?? 0) ^ (1 << (at & 7));
      const read = await Promise.resolve(bad)
        .then(contentOf)
        .catch(() => null);
      if (read !== null) expect(JSON.stringify(read.map(([, text]) => text))).toBe(content);
    }
  });

  it('takes nothing else for a zip', () => {
    for (const bytes of [utf8(''), utf8('{}'), utf8('PK and then some'), new Uint8Array(70_000)]) expect(isZip(bytes)).toBe(false);
  });
});

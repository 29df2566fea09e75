import { deflateSync, gzipSync } from 'fflate';
import { gzipSync as nodeGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { bundleWith, concat, END_OF_TAR, MANIFEST, pax, refusal, tar, tarEntry, utf8, type HandmadeEntry } from './testing/archives';
import { readBundle } from './read';
import { sha256Hex } from './digest';
import fc from '../testing/property';

const read = (...entries: HandmadeEntry[]) => readBundle(bundleWith(...entries));

/** 100 bytes of it end between the two bytes of é. */
const LONG_NAME = `frontend/${'a'.repeat(90)}éàü-informe.js`;
const CUT_NAME = utf8(LONG_NAME).subarray(0, 100);

describe('readBundle, honest archives', () => {
  it('gives files, manifest text and the digest of the packed bytes', async () => {
    const packed = bundleWith({ name: 'migrations/0001_init.sql', body: 'select 1' });
    expect(await readBundle(packed)).toEqual({
      files: new Map([
        ['manifest.json', utf8('{}')],
        ['migrations/0001_init.sql', utf8('select 1')],
      ]),
      manifestText: '{}',
      digest: await sha256Hex(packed),
      warnings: [],
    });
  });

  it('takes what `tar -C addon -czf x .` writes: ./ in front, folders, GNU magic, zero padding, another gzip', async () => {
    const archive = concat(
      ...[
        { name: './', type: '5' },
        { name: './manifest.json', body: '{}', magic: 'ustar  \0' },
        { name: './frontend/', type: '5' },
        { name: './frontend/a.js', body: 'x' },
        { name: './locales/' },
      ].map(tarEntry),
      END_OF_TAR,
      new Uint8Array(8192),
    );
    const { files } = await readBundle(new Uint8Array(nodeGzip(archive, { level: 9 })));
    expect([...files.keys()]).toEqual(['manifest.json', 'frontend/a.js']);
  });

  it('reads long names from pax headers, GNU records and the ustar prefix', async () => {
    const long = `frontend/${'x'.repeat(180)}.js`;
    const gnu = `frontend/${'y'.repeat(180)}.js`;
    const { files } = await read(
      pax({ comment: 'made by git archive' }, 'g'),
      pax({ path: long, mtime: '1.5' }),
      { name: 'short', body: '1' },
      { name: '././@LongLink', type: 'L', body: `${gnu}\0` },
      { name: 'cut', body: '2' },
      { name: 'z.js', prefix: 'frontend/deep', body: '3' },
    );
    expect([...files.keys()]).toEqual(['manifest.json', long, gnu, 'frontend/deep/z.js']);
  });

  it.each<[tool: string, entries: HandmadeEntry[]]>([
    [
      'GNU tar',
      [
        { name: '././@LongLink', type: 'L', body: `${LONG_NAME}\0`, magic: 'ustar  ' },
        { name: CUT_NAME, magic: 'ustar  ' },
      ],
    ],
    ['GNU tar --format=pax, bsdtar', [pax({ path: LONG_NAME }), { name: CUT_NAME }]],
    ['7-Zip, where the prefix is cut too', [pax({ path: LONG_NAME }), { name: 'x', prefix: CUT_NAME }]],
    ['a pax header named after a cut name', [{ ...pax({ path: LONG_NAME }), name: CUT_NAME }, { name: 'x' }]],
  ])('reads a long name that is cut in the middle of a letter before the whole one: %s', async (_, entries) => {
    const last = entries.at(-1) ?? { name: '' };
    const { files } = await read(...entries.slice(0, -1), { ...last, body: 'abc' });
    expect([...files]).toEqual([
      ['manifest.json', utf8('{}')],
      [LONG_NAME, utf8('abc')],
    ]);
  });

  it('refuses a name that is cut in the middle of a letter and given nowhere else', async () => {
    expect((await refusal(read({ name: CUT_NAME }))).code).toBe('BUNDLE-PATH-CHARACTER');
    // The record is for one entry only.
    expect((await refusal(read(pax({ path: LONG_NAME }), { name: 'a' }, { name: CUT_NAME }))).code).toBe('BUNDLE-PATH-CHARACTER');
  });

  it('reads records that are taken back, fields between NULs and blanks, signed checksums, and times where star has no prefix', async () => {
    const { files } = await read(
      pax({ path: '', size: '', linkpath: '' }),
      { name: 'a', body: 'abc' },
      { name: 'b', body: 'de', sizeField: '\0\0       2 \0' },
      { name: 'ñandú', body: 'f', signedChecksum: true, magic: '' },
      { name: 'c', body: 'g', prefix: `frontend${'\0'.repeat(123)}00000000000 00000000000 `, trailer: 'tar\0' },
    );
    expect([...files]).toEqual([
      ['manifest.json', utf8('{}')],
      ['a', utf8('abc')],
      ['b', utf8('de')],
      ['ñandú', utf8('f')],
      ['frontend/c', utf8('g')],
    ]);
  });

  it('reads sizes in base 256 and old archives without a magic', async () => {
    const { files } = await read(
      { name: 'a', body: 'abc', sizeField: `\x80${'\0'.repeat(10)}\x03` },
      { name: 'b', body: 'd', magic: '', type: '\0' },
    );
    expect(files.get('a')).toEqual(utf8('abc'));
    expect(files.get('b')).toEqual(utf8('d'));
  });

  it('keeps a byte order mark in the manifest text, for the contract to refuse', async () => {
    const packed = gzipSync(tar({ name: 'manifest.json', body: concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8('{}')) }));
    expect((await readBundle(packed)).manifestText).toBe('\ufeff{}');
  });

  it('warns of twins on other disks, of steps back and of keys, in both languages', async () => {
    const packed = bundleWith(
      { name: 'frontend/A.js' },
      { name: 'frontend/a.js' },
      { name: 'migrations/0001_init.down.sql' },
      { name: 'dev.pem' },
    );
    expect((await readBundle(packed)).warnings).toEqual([
      {
        rule: 'BUNDLE-NAME-COLLISION',
        severity: 'warning',
        path: 'frontend/a.js',
        message: 'frontend/a.js and frontend/A.js differ only in letter case or Unicode form; some systems take them for one file.',
      },
      {
        rule: 'BUNDLE-DOWN-MIGRATION',
        severity: 'warning',
        path: 'migrations/0001_init.down.sql',
        message:
          'migrations/0001_init.down.sql looks like a step back, but every file in migrations/ runs on install: it would undo what came before.',
      },
      {
        rule: 'BUNDLE-KEY-FILE',
        severity: 'warning',
        path: 'dev.pem',
        message: 'dev.pem looks like a key; keys do not belong in a bundle.',
      },
    ]);
    expect((await readBundle(packed, { locale: 'es' })).warnings.at(-1)?.message).toBe(
      'dev.pem parece una clave; las claves no deben ir en un paquete.',
    );
  });

  it('warns when two names are one after Unicode normalisation', async () => {
    const { warnings } = await read({ name: 'frontend/caf\u00e9.js' }, { name: 'frontend/cafe\u0301.js' });
    expect(warnings.map(({ rule, path }) => ({ rule, path }))).toEqual([{ rule: 'BUNDLE-NAME-COLLISION', path: 'frontend/cafe\u0301.js' }]);
  });

  it('warns above the marketplace cap', async () => {
    const packed = bundleWith();
    expect((await readBundle(packed, { limits: { warnPackedBytes: packed.length - 1 } })).warnings.map(({ rule }) => rule)).toEqual([
      'BUNDLE-HUB-SIZE',
    ]);
  });
});

describe('readBundle, the compressed envelope', () => {
  it('refuses what is not gzip', async () => {
    const expected = {
      code: 'BUNDLE-NOT-GZIP',
      message: 'This is not a bundle: the file does not start like a gzip archive (.tar.gz, .mcbundle).',
    };
    expect(await refusal(readBundle(new Uint8Array(0)))).toEqual(expected);
    expect(await refusal(readBundle(utf8('PK\u0003\u0004 a zip')))).toEqual(expected);
    expect(await refusal(readBundle(tar(MANIFEST)))).toEqual(expected);
  });

  it('refuses a bundle cut at any byte', async () => {
    const packed = bundleWith({ name: 'README.md', body: 'Cut me anywhere. '.repeat(40) });
    const codes = new Set<unknown>();
    for (let length = 3; length < packed.length; length++) codes.add((await refusal(readBundle(packed.subarray(0, length)))).code);
    expect(codes).toEqual(new Set(['BUNDLE-TRUNCATED']));
  });

  it('refuses extra bytes after the end, however they look', async () => {
    const packed = bundleWith();
    const expected = { code: 'BUNDLE-TRAILING-DATA', message: 'The bundle has extra bytes after its end.' };
    const tails = [
      [0],
      [0, 0],
      [1, 2, 3],
      new Uint8Array(4096),
      utf8('<script>'),
      packed.subarray(packed.length - 8), // the trailer once more: the last eight bytes look right
    ];
    for (const tail of tails) expect(await refusal(readBundle(concat(packed, Uint8Array.from(tail))))).toEqual(expected);
    // A second archive, and the beginning of one.
    expect((await refusal(readBundle(concat(packed, gzipSync(tar(MANIFEST)))))).code).toBe('BUNDLE-TRAILING-DATA');
    expect((await refusal(readBundle(concat(packed, Uint8Array.of(31, 139, 8))))).code).toBe('BUNDLE-TRUNCATED');
  });

  it('reads a gzip file of several members, as bgzip and stargz write it', async () => {
    const archive = tar(MANIFEST, { name: 'frontend/a.js', body: 'a'.repeat(9_000) });
    const cuts = [0, 100, 512, 700, 8_192, archive.length];
    const members = cuts.slice(1).map((cut, at) => gzipSync(archive.subarray(cuts[at] ?? 0, cut)));
    const { files } = await readBundle(concat(...members, gzipSync(new Uint8Array(0))));
    expect([...files]).toEqual([
      ['manifest.json', utf8('{}')],
      ['frontend/a.js', utf8('a'.repeat(9_000))],
    ]);
    for (const [at, member] of members.entries()) {
      const broken = members.map((each) => each.slice());
      const crc = member.length - 8;
      (broken[at] ?? member)[crc] = (member[crc] ?? 0) ^ 1;
      expect((await refusal(readBundle(concat(...broken)))).code).toBe('BUNDLE-DAMAGED');
    }
  });

  it('reads a gzip header with a name, a comment, an extra field and its own checksum', async () => {
    const packed = bundleWith();
    const header = packed.slice(0, 10);
    header[3] = 0b11110;
    const whole = concat(header, Uint8Array.of(3, 0), utf8('abc'), utf8('addon.tar\0'), utf8('made by hand\0'), Uint8Array.of(0, 0));
    expect([...(await readBundle(concat(whole, packed.subarray(10)))).files.keys()]).toEqual(['manifest.json']);
  });

  it('does not recurse through ten thousand empty members', async () => {
    const member = gzipSync(new Uint8Array(0));
    const packed = concat(bundleWith(), ...Array.from({ length: 10_000 }, () => member));
    expect(await refusal(readBundle(packed))).toEqual({
      code: 'BUNDLE-TOO-MANY-MEMBERS',
      message: 'The gzip file is made of more than 8192 parts. Compress the archive as one.',
    });
  });

  it('refuses a checksum or length that does not match', async () => {
    const packed = bundleWith();
    for (const offset of [8, 7, 4, 1]) {
      const changed = packed.slice();
      changed[changed.length - offset] = (changed[changed.length - offset] ?? 0) ^ 1;
      expect((await refusal(readBundle(changed))).code).toBe('BUNDLE-DAMAGED');
    }
  });

  it('refuses bytes after the end of the tar archive', async () => {
    const packed = gzipSync(concat(tar(MANIFEST), tarEntry({ name: 'hidden' })));
    expect(await refusal(readBundle(packed))).toEqual({
      code: 'BUNDLE-TRAILING-DATA',
      message: 'The bundle has extra bytes after its end.',
      entry: 'manifest.json',
    });
  });

  it('refuses a tar archive without its end', async () => {
    const whole = tarEntry(MANIFEST);
    for (const archive of [whole, concat(whole, new Uint8Array(512)), concat(whole, new Uint8Array(700)), whole.subarray(0, 600)]) {
      expect((await refusal(readBundle(gzipSync(archive)))).code).toBe('BUNDLE-TRUNCATED');
    }
  });

  it('stops above the packed limit before it looks inside', async () => {
    expect(await refusal(readBundle(new Uint8Array(50_000_001)))).toEqual({
      code: 'BUNDLE-PACKED-SIZE',
      message: 'The bundle is 50000001 bytes; at most 50000000 bytes are accepted.',
    });
  });
});

describe('readBundle, anything at all', () => {
  const onlyTypedErrors = async (packed: Uint8Array): Promise<void> => {
    try {
      await readBundle(packed, { limits: { maxUnpackedBytes: 100_000 } });
    } catch (error) {
      expect(error).toBeInstanceOf(KernelError);
    }
  };

  it('answers random bytes behind a gzip header with a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 400 }), async (noise) => {
        await onlyTypedErrors(concat(Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3), new Uint8Array(noise)));
      }),
      { numRuns: 400 },
    );
  });

  it('answers a changed byte anywhere in the archive with a typed error or files', async () => {
    const archive = tar(MANIFEST, pax({ path: 'frontend/long.js' }), { name: 'x', body: 'abc' });
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (offset, flip) => {
        const changed = archive.slice();
        changed[offset] = (changed[offset] ?? 0) ^ flip;
        await onlyTypedErrors(gzipSync(changed, { level: 0 }));
      }),
      { numRuns: 400 },
    );
  });

  it('answers a changed compressed byte with a typed error, never with other files', async () => {
    const packed = bundleWith({ name: 'README.md', body: 'The quick brown fox. '.repeat(30) });
    const files = (await readBundle(packed)).files;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: packed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (offset, flip) => {
        const changed = packed.slice();
        changed[offset] = (changed[offset] ?? 0) ^ flip;
        const result = await readBundle(changed).catch((error: unknown) => error);
        if (!(result instanceof KernelError)) expect(result).toMatchObject({ files });
      }),
      { numRuns: 400 },
    );
  });

  it('reads a stored (uncompressed) deflate stream too', async () => {
    const archive = tar(MANIFEST, { name: 'README.md', body: 'x'.repeat(70_000) });
    expect(deflateSync(archive, { level: 0 }).length).toBeGreaterThan(archive.length);
    expect((await readBundle(gzipSync(archive, { level: 0 }))).files.get('README.md')?.length).toBe(70_000);
  });
});

import { gunzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from './digest';
import { refusal, utf8 } from './testing/archives';
import { readBundle } from './read';
import { writeBundle } from './write';
import fc from '../testing/property';

const ADDON = new Map(
  Object.entries({
    'README.md': '# Tickets\n',
    LICENSE: 'Apache-2.0\n',
    'templates/ticket.html': '<p></p>',
    'locales/es.json': '{"ticket":"Ticket"}',
    'backend/main.wasm': '\0asm\x01\0\0\0',
    'frontend/style.css': 'a{}',
    'frontend/index.js': 'export {};\n',
    'migrations/0002_more.sql': 'select 2;\n',
    'migrations/0001_init.sql': 'select 1;\n',
    'manifest.json': '{"apiVersion":"metacore.dev/v3"}\n',
  }).map(([path, text]) => [path, utf8(text)] as const),
);

/** Also the value that a browser must come to: nothing in it depends on where it is computed. */
const ADDON_DIGEST = 'f959da04e5ab0575b0bc279699328a1b3142d3270b3261f3fab618cf90012419';

describe('writeBundle', () => {
  it('gives the same bytes twice, whatever the order of the map', async () => {
    const once = await writeBundle(ADDON);
    const again = await writeBundle(new Map([...ADDON].reverse()));
    expect(again).toEqual(once);
    expect(await sha256Hex(once)).toBe(ADDON_DIGEST);
  });

  it('writes the manifest first, then by route, each sorted', async () => {
    const { files } = await readBundle(await writeBundle(ADDON));
    expect([...files.keys()]).toEqual([
      'manifest.json',
      'migrations/0001_init.sql',
      'migrations/0002_more.sql',
      'frontend/index.js',
      'frontend/style.css',
      'backend/main.wasm',
      'locales/es.json',
      'templates/ticket.html',
      'README.md',
      'LICENSE',
    ]);
  });

  it('sorts names as their bytes sort, and migrations as they run', async () => {
    const names = [
      'frontend/\u{1f600}.js',
      'frontend/\ufb00.js',
      'frontend/a.js',
      'migrations/1-a.sql',
      'migrations/1.sql',
      'migrations/1.b.sql',
    ];
    const packed = await writeBundle(new Map(['manifest.json', ...names].map((name) => [name, utf8('{}')])));
    expect([...(await readBundle(packed)).files.keys()].slice(1)).toEqual([
      ...['migrations/1.sql', 'migrations/1-a.sql', 'migrations/1.b.sql'],
      ...['frontend/a.js', 'frontend/\ufb00.js', 'frontend/\u{1f600}.js'],
    ]);
  });

  it('writes no clock, no owner and no machine into gzip and tar headers', async () => {
    const packed = await writeBundle(new Map([['manifest.json', utf8('{}')]]));
    expect([...packed.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 0, 3]);
    const header = new TextDecoder('latin1').decode(gunzipSync(packed).subarray(0, 512)).replaceAll('\0', '·');
    expect(header).toBe(
      'manifest.json' +
        '·'.repeat(87) +
        '0000644·0000000·0000000·00000000002·00000000000·010436· 0' +
        '·'.repeat(100) +
        'ustar·00' +
        '·'.repeat(247),
    );
  });

  it('keeps long names, inside ustar where they can be split and beyond', async () => {
    const split = `frontend/${'a'.repeat(90)}/${'b'.repeat(90)}.js`;
    const unsplit = `frontend/${'c'.repeat(200)}.js`;
    const accented = `frontend/${'ñ'.repeat(60)}/índice.js`;
    const files = new Map([['manifest.json', utf8('{}')], ...[split, unsplit, accented].map((path) => [path, utf8(path)] as const)]);
    const back = await readBundle(await writeBundle(files));
    expect(back.files).toEqual(files);
  });

  it('refuses what could not be read back', async () => {
    const manifest = ['manifest.json', utf8('{}')] as const;
    expect(await refusal(writeBundle(new Map()))).toEqual({
      code: 'BUNDLE-NO-MANIFEST',
      message: 'The bundle has no manifest.json at its top level.',
    });
    expect(await refusal(writeBundle(new Map([manifest, ['../x', utf8('')]])))).toEqual({
      code: 'BUNDLE-PATH-TRAVERSAL',
      message: 'The entry ../x points outside of the bundle ("." or ".." in its path).',
      entry: '../x',
    });
    expect((await refusal(writeBundle(new Map([manifest, ['./README.md', utf8('')]])))).code).toBe('BUNDLE-PATH-TRAVERSAL');
    expect(await refusal(writeBundle(new Map([manifest, ['backend/a.wasm', new Uint8Array(10 * 1024 * 1024 + 1)]])))).toEqual({
      code: 'BUNDLE-WASM-SIZE',
      message: 'backend/a.wasm is 10485761 bytes; a WebAssembly module may have at most 10485760 bytes.',
      entry: 'backend/a.wasm',
    });
    const migrations = Array.from({ length: 26 }, (_, index) => [`migrations/${index}.sql`, utf8('')] as const);
    expect(await refusal(writeBundle(new Map([manifest, ...migrations])))).toEqual({
      code: 'BUNDLE-TOO-MANY-MIGRATIONS',
      message: 'migrations/ holds 26 SQL files; at most 25 are accepted.',
    });
  });

  it('reads back what it wrote, for any safe paths and bytes', async () => {
    const component = fc.stringMatching(/^[A-Za-z0-9 _ñ日-]{1,12}$/).filter((text) => text.trim() !== '');
    const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}.bin`);
    const files = fc.dictionary(path, fc.uint8Array({ maxLength: 3000 }), { maxKeys: 12 });
    await fc.assert(
      fc.asyncProperty(files, async (record) => {
        const given = new Map([
          ['manifest.json', utf8('{}')],
          ...Object.entries(record).map(([key, bytes]) => [key, new Uint8Array(bytes)] as const),
        ]);
        const packed = await writeBundle(given);
        const back = await readBundle(packed);
        expect(new Map([...back.files].sort())).toEqual(new Map([...given].sort()));
        expect(await writeBundle(back.files)).toEqual(packed);
      }),
      { numRuns: 60 },
    );
  });
});

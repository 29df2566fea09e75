import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../bundle/read';
import { bundleWith, MANIFEST, tar } from '../bundle/testing/archives';
import { gzipSync } from 'fflate';
import { arrivalNotices } from './arrival';
import fc from '../testing/property';

const v3 = (more: object = {}): string =>
  JSON.stringify({ apiVersion: 'asteby.com/v3', metadata: { key: 'my_addon', name: 'x', version: '1.2.0', ...more } });
const bundle = async (manifest: string, ...names: string[]) =>
  readBundle(gzipSync(tar({ name: 'manifest.json', body: manifest }, ...names.map((name) => ({ name, body: 'x' })))));

describe('the name of the file', () => {
  it.each<[fileName: string, says: string | null]>([
    ['my_addon-1.2.0.mcbundle', null],
    ['my-addon-1.2.0.tar.gz', null],
    ['my_addon-1.2.0 (1).mcbundle', null],
    ['my_addon-1.2.0(3).tgz', null],
    ['download.mcbundle', null],
    ['my_addon-1.3.0.mcbundle', 'The file is named my_addon-1.3.0.mcbundle; what is inside says my_addon 1.2.0.'],
    ['my_addon-1.2.0-beta.1.mcbundle', 'The file is named my_addon-1.2.0-beta.1.mcbundle; what is inside says my_addon 1.2.0.'],
    ['tickets-1.2.0.mcbundle', 'The file is named tickets-1.2.0.mcbundle; what is inside says my_addon 1.2.0.'],
    [`${'a-1.0.0'.repeat(1_000)}.mcbundle`, null],
  ])('%s', async (fileName, says) => {
    const notices = arrivalNotices(await bundle(v3()), fileName);
    expect(notices.map(({ message }) => message)).toEqual(says === null ? [] : [says]);
  });

  it('is compared with a v2 manifest too, and with one that is no JSON', async () => {
    expect(arrivalNotices(await bundle('{"key":"old","version":"0.1.0"}'), 'old-0.1.0.mcbundle')).toEqual([]);
    expect(arrivalNotices(await bundle('no JSON'), 'old-0.1.0.mcbundle').map(({ rule }) => rule)).toEqual(['BUNDLE-FILE-NAME']);
  });
});

describe('files nobody asks for', () => {
  it('are counted and the first is named, in both languages', async () => {
    const opened = await bundle(v3({ screenshots: ['./screenshots/a.png'] }), 'screenshots/a.png', 'src/a.go', 'src/b.go', 'README.md');
    expect(arrivalNotices(opened, 'x.mcbundle')).toEqual([
      {
        rule: 'BUNDLE-UNLISTED',
        severity: 'warning',
        path: 'src/a.go',
        message: '2 files are in no place that hosts use, and the manifest does not name them: src/a.go, …',
      },
    ]);
    expect(arrivalNotices(opened, 'x.mcbundle', 'es').map(({ message }) => message)).toEqual([
      '2 archivos no están en ningún lugar que los hosts usen ni los nombra el manifiesto: src/a.go, …',
    ]);
  });

  it('of any manifest', () => {
    return fc.assert(
      fc.asyncProperty(fc.json(), fc.string(), async (manifest, fileName) => {
        const notices = arrivalNotices(await readBundle(bundleWith()), fileName);
        expect(notices.every(({ severity }) => severity === 'warning')).toBe(true);
        expect(() => arrivalNotices({ files: new Map(), manifestText: manifest, digest: '', warnings: [] }, fileName)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

const FOLDER = join(process.env.PLAYGROUND_CORPUS ?? '', 'bundles');
const BUNDLES =
  process.env.PLAYGROUND_CORPUS !== undefined && existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz')) : [];

it.skipIf(BUNDLES.length === 0)('bundles of the corpus are named as they are', async () => {
  const said = await Promise.all(
    BUNDLES.map(async (name) => arrivalNotices(await readBundle(new Uint8Array(readFileSync(join(FOLDER, name)))), name)),
  );
  expect(said.flat().filter(({ rule }) => rule === 'BUNDLE-FILE-NAME')).toEqual([]);
});

it('the manifest itself is always asked for', async () => {
  expect(arrivalNotices(await readBundle(gzipSync(tar(MANIFEST))), 'x')).toEqual([]);
});

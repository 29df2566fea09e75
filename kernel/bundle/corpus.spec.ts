/** Bundles found in the wild. The folder is named by PLAYGROUND_CORPUS and is no part of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from './read';
import { writeBundle } from './write';

const FOLDER = join(process.env.PLAYGROUND_CORPUS ?? '', 'bundles');
const BUNDLES =
  process.env.PLAYGROUND_CORPUS !== undefined && existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz')) : [];

describe.skipIf(BUNDLES.length === 0)('bundles of the corpus', () => {
  it('are all there', () => {
    expect(BUNDLES.length).toBe(33);
  });

  it.each(BUNDLES)('%s opens and keeps its content when it is written again', async (name) => {
    const bundle = await readBundle(new Uint8Array(readFileSync(join(FOLDER, name))));
    expect(bundle.warnings).toEqual([]);
    expect([...bundle.files.keys()][0]).toBe('manifest.json');
    expect(JSON.parse(bundle.manifestText)).toBeTypeOf('object');
    expect((await readBundle(await writeBundle(bundle.files))).files).toEqual(bundle.files);
  });
});

describe.runIf(BUNDLES.length === 0)('bundles of the corpus', () => {
  it.skip('skipped: PLAYGROUND_CORPUS does not name a folder with bundles/', () => undefined);
});

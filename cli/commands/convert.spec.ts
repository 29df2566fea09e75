import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
});
afterEach(() => cli.end());

const FLAT = `{
  "key": "notes",
  "name": "Notes",
  "version": "1.2.3",
  "kernel": ">=2.0.0 <3.0.0",
  "i18n": { "es": { "a": "A" } }
}
`;
const NOTE =
  'manifest.json:5:13 warning CONV-RANGE The kernel range ">=2.0.0 <3.0.0" shuts out v3 hosts, and is widened to ">=2.0.0 <4.0.0".\n' +
  '    cure: Try the addon on a v3 host before publishing.\n';

describe('convert', () => {
  it('prints the v3 manifest, and tells what it did', async () => {
    await cli.write('manifest.json', FLAT);
    const { code, out, err } = await cli.run('convert', 'manifest.json');
    expect({ code, err }).toEqual({ code: 0, err: `${NOTE}The manifest names new files; -o OUT writes them too: locales/es.json\n` });
    expect(JSON.parse(out)).toMatchObject({ apiVersion: 'asteby.com/v3', metadata: { key: 'notes' } });
  });

  it('writes the manifest and its files into a folder, and overwrites no other file', async () => {
    await cli.write('old/manifest.json', FLAT);
    expect(await cli.run('convert', 'old', '-o', 'new/')).toEqual({
      code: 0,
      out: 'new/manifest.json: written\nnew/locales/es.json: written\n',
      err: NOTE.replace('manifest.json', 'old/manifest.json'),
    });
    expect(JSON.parse(await cli.read('new/locales/es.json'))).toEqual({ a: 'A' });
    expect((await cli.run('check', 'new')).code).toBe(0);
    expect(await cli.run('convert', 'old', '-o', 'new/')).toMatchObject({ code: 1, out: '' });
    expect((await cli.run('convert', 'old/manifest.json', '-o', 'other/v3.json')).out).toBe(
      'other/v3.json: written\nother/locales/es.json: written\n',
    );
  });

  it('answers JSON', async () => {
    await cli.write('manifest.json', FLAT.replace('"i18n": { "es": { "a": "A" } }', '"backend": { "runtime": "webhook" }'));
    const answer = JSON.parse((await cli.run('convert', '.', '--json')).out) as { manifest: unknown; diagnostics: { rule: string }[] };
    expect({ ...answer, manifest: null, diagnostics: answer.diagnostics.map(({ rule }) => rule) }).toEqual({
      file: './manifest.json',
      verdict: 'accept',
      manifest: null,
      files: { 'playground.json': '{\n  "backend": {\n    "runtime": "webhook"\n  }\n}\n' },
      written: [],
      diagnostics: ['CONV-RANGE', 'CONV-DROP'],
    });
  });

  it('exits with 1 when the result is rejected or there is none, and leaves v3 alone', async () => {
    await cli.write('bad.json', FLAT.replace('"notes"', `"${'n'.repeat(64)}"`));
    expect((await cli.run('convert', 'bad.json')).code).toBe(1);
    await cli.write('broken.json', '{');
    expect(await cli.run('convert', 'broken.json')).toMatchObject({ code: 1, out: '' });
    await cli.write('v3.json', NOTES_MANIFEST);
    expect(await cli.run('convert', 'v3.json')).toMatchObject({ code: 0, out: NOTES_MANIFEST });
  });
});

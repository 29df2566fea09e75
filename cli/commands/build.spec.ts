import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPublicKey } from '../../kernel/bundle/keys';
import { openBundle } from '../../kernel/bundle/open';
import { packProject } from '../../kernel/project/project';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
  await cli.write('addon/manifest.json', NOTES_MANIFEST);
  await cli.write('addon/migrations/0001_init.sql', 'select 1;\n');
  await cli.write('addon/frontend/index.js', 'export {};\n');
});
afterEach(() => cli.end());

/** What the page would make of the same files. */
const expected = () =>
  packProject(
    new Map([
      ['frontend/index.js', 'export {};\n'],
      ['migrations/0001_init.sql', 'select 1;\n'],
      ['manifest.json', NOTES_MANIFEST],
    ]),
  );

describe('build', () => {
  it('packs the same bytes as the kernel does from the same files', async () => {
    const { bytes, digest } = await expected();
    const { code, out, err } = await cli.run('build', 'addon', '-o', 'out/notes.mcbundle');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`out/notes.mcbundle: ${bytes.length} B, 1 migrations, 1 frontend files, 0 backend files\nsha256 ${digest}\n`);
    expect(await cli.bytes('out/notes.mcbundle')).toEqual(bytes);
  });

  it('names the bundle itself when the target is a folder', async () => {
    expect((await cli.run('build', 'addon', '-o', '.')).code).toBe(0);
    expect((await cli.run('build', 'addon', '--out', 'dist/')).code).toBe(0);
    expect(await cli.bytes('dist/notes-1.2.3.mcbundle')).toEqual(await cli.bytes('notes-1.2.3.mcbundle'));
  });

  it('signs too, and the pair opens as trusted', async () => {
    await cli.run('keygen', '--out', 'addon/dev');
    const { code, out, err } = await cli.run('build', 'addon', '-o', 'n.mcbundle', '--strict', '--sign', 'addon/dev.pem', '--json');
    const key = await importPublicKey(await cli.read('addon/dev.pub'));
    const { digest, bytes } = await expected();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      file: 'n.mcbundle',
      key: 'notes',
      version: '1.2.3',
      bytes: bytes.length,
      digest,
      files: 3,
      migrations: 1,
      frontend: 1,
      backend: 0,
      signature: 'n.mcbundle.sig',
      fingerprint: key.fingerprint,
      diagnostics: [
        {
          rule: 'PROJECT-KEY-LEFT-OUT',
          severity: 'info',
          path: 'dev.pem',
          message: 'dev.pem looks like a key and stays out of the bundle.',
          line: 1,
          column: 1,
        },
        {
          rule: 'PROJECT-KEY-LEFT-OUT',
          severity: 'info',
          path: 'dev.pub',
          message: 'dev.pub looks like a key and stays out of the bundle.',
          line: 1,
          column: 1,
        },
      ],
    });
    const signature = await cli.read('n.mcbundle.sig');
    expect((await openBundle(await cli.bytes('n.mcbundle'), { signature, trustedKeys: [key], developmentMode: false })).verdict).toBe(
      'trusted',
    );
  });

  it('refuses errors, and with --strict warnings, and writes nothing', async () => {
    await cli.write('addon/migrations/0002.down.sql', '');
    const warning =
      'addon/migrations/0002.down.sql:1:1 warning PROJECT-DOWN-MIGRATION migrations/0002.down.sql stays out of the bundle: hosts run every file in migrations/ on install, so a step back would undo the schema.\n';
    expect(await cli.run('build', 'addon', '-o', 'n.mcbundle', '--strict')).toEqual({
      code: 1,
      out: '',
      err: `${warning}The addon has warnings, and a bundle for review may have none; no bundle was made.\n`,
    });
    await cli.write('addon/manifest.json', '{}');
    const rejected = await cli.run('build', 'addon', '-o', 'n.mcbundle', '--json');
    expect(rejected.code).toBe(1);
    expect(rejected.err).toBe('The addon has errors; no bundle was made.\n');
    expect(JSON.parse(rejected.out)).toMatchObject({
      error: { code: 'PROJECT-REJECTED', message: 'The addon has errors; no bundle was made.' },
    });
    await expect(stat(join(cli.folder, 'n.mcbundle'))).rejects.toThrow('ENOENT');
  });

  it('refuses a private key that hides in the folder', async () => {
    await cli.run('keygen', '--out', 'dev');
    await cli.write('addon/backend/config.txt', await cli.read('dev.pem'));
    expect(await cli.run('build', 'addon', '-o', 'n.mcbundle')).toEqual({
      code: 1,
      out: '',
      err:
        'addon/backend/config.txt:1:1 error PROJECT-PRIVATE-KEY backend/config.txt contains a private key. Whoever gets the bundle would get the key: remove it.\n' +
        'The addon has errors; no bundle was made.\n',
    });
  });

  it('wants a folder, a target and a key that is one', async () => {
    expect((await cli.run('build', 'addon/manifest.json', '-o', 'x')).err).toBe('addon/manifest.json is not a folder.\n');
    expect(await cli.run('build', 'addon')).toEqual({ code: 2, out: '', err: 'The option --out is needed.\n' });
    expect(await cli.run('build', 'addon', '-o', 'x', '--sign', 'addon/manifest.json')).toEqual({
      code: 1,
      out: '',
      err: 'This is not a key file: a PEM block with an Ed25519 key is expected.\n',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { exportPrivateKey, generatePrivateKey } from '../bundle/keys';
import { readBundle } from '../bundle/read';
import { refusal } from '../bundle/testing/archives';
import { KernelError } from '../errors';
import { bundleName, identityOf } from './identity';
import { checkProject, diagnosticsOf, packProject } from './project';
import { selectFiles, type ProjectFiles } from './select';

const MANIFEST = JSON.stringify({
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'notes', name: 'Notes', version: '1.2.3' },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
});

const project = (extra: Record<string, string> = {}): ProjectFiles => new Map(Object.entries({ 'manifest.json': MANIFEST, ...extra }));

async function findingsOf(promise: Promise<unknown>): Promise<unknown[]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KernelError) return diagnosticsOf(error).map(({ rule, severity, file }) => `${severity} ${rule} ${file}`);
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('selectFiles', () => {
  it('packs a built frontend where hosts serve it, in place of sources of the same name', () => {
    const files = {
      'frontend/dist/index.html': 'built',
      'frontend/dist/assets/a.js': 'a',
      'frontend/index.html': 'source',
      'frontend/src/a.ts': 's',
      'frontend/dist/dist/index.html': 'deep',
    };
    const { included, diagnostics } = selectFiles(project(files));
    const texts = Object.fromEntries([...included].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
    expect(texts).toEqual({
      'frontend/index.html': 'built',
      'frontend/assets/a.js': 'a',
      'frontend/src/a.ts': 's',
      'frontend/dist/index.html': 'deep',
      'manifest.json': MANIFEST,
    });
    expect(diagnostics.map(({ rule, file }) => `${rule} ${file}`)).toEqual(['PROJECT-BUILT-INSTEAD frontend/index.html']);
  });

  it('packs what hosts read, carries the rest, and leaves keys, steps back and tool folders out', () => {
    const { included, diagnostics } = selectFiles(
      project({
        'migrations/0001_init.up.sql': '',
        'migrations/0001_init.down.sql': '',
        'frontend/index.js': '',
        'frontend/server.key': '',
        'backend/main.wasm': '',
        'src/main.go': '',
        'src/deep/util.go': '',
        LICENSE: '',
        'dev.pem': '',
        'dev.pub': '',
        'notes-1.2.3.mcbundle': '',
        'notes-1.2.3.mcbundle.sig': '',
        '.git/config': '',
        '.env': 'TOKEN=1',
        'frontend/.DS_Store': '',
        'node_modules/a/index.js': '',
      }),
    );
    expect([...included.keys()]).toEqual([
      'LICENSE',
      'backend/main.wasm',
      'frontend/index.js',
      'manifest.json',
      'migrations/0001_init.up.sql',
      'src/deep/util.go',
      'src/main.go',
    ]);
    expect(diagnostics).toEqual([
      {
        rule: 'PROJECT-KEY-LEFT-OUT',
        severity: 'info',
        file: 'dev.pem',
        path: '',
        message: 'dev.pem looks like a key and stays out of the bundle.',
      },
      {
        rule: 'PROJECT-KEY-LEFT-OUT',
        severity: 'info',
        file: 'dev.pub',
        path: '',
        message: 'dev.pub looks like a key and stays out of the bundle.',
      },
      {
        rule: 'PROJECT-KEY-IN-FOLDER',
        severity: 'warning',
        file: 'frontend/server.key',
        path: '',
        message: "frontend/server.key looks like a key and stays out of the bundle. Move it out of the addon's own folders.",
      },
      {
        rule: 'PROJECT-DOWN-MIGRATION',
        severity: 'warning',
        file: 'migrations/0001_init.down.sql',
        path: '',
        message:
          'migrations/0001_init.down.sql stays out of the bundle: hosts run every file in migrations/ on install, so a step back would undo the schema.',
      },
      {
        rule: 'PROJECT-UNROUTED',
        severity: 'info',
        file: 'LICENSE',
        path: '',
        message: 'LICENSE is carried in the bundle (1 file), but hosts do not use it.',
      },
      {
        rule: 'PROJECT-UNROUTED',
        severity: 'info',
        file: 'src/',
        path: '',
        message: 'src/ is carried in the bundle (2 files), but hosts do not use it.',
      },
    ]);
  });

  it('a file that the manifest names is of use to somebody', () => {
    const manifest = JSON.stringify({ metadata: { screenshots: ['./shots/a.png', 'shots/b.png'] } });
    const { diagnostics } = selectFiles(
      new Map(['shots/a.png', 'shots/b.png', 'shots/c.png'].map((path) => [path, 'x'])).set('manifest.json', manifest),
    );
    expect(diagnostics.map(({ file, message }) => [file, message])).toEqual([
      ['shots/', 'shots/ is carried in the bundle (1 file), but hosts do not use it.'],
    ]);
  });

  it('speaks Spanish', () => {
    expect(selectFiles(project({ 'dev.pem': '' }), 'es').diagnostics[0]?.message).toBe(
      'dev.pem parece una clave y queda fuera del paquete.',
    );
  });

  it('refuses a private key under any name, but not a text that only mentions one', async () => {
    const key = await generatePrivateKey();
    for (const form of ['pem', 'raw'] as const) {
      const { included, diagnostics } = selectFiles(project({ 'backend/config.txt': `secret:\n${exportPrivateKey(key, form)}` }));
      expect(included.has('backend/config.txt')).toBe(false);
      expect(diagnostics.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error PROJECT-PRIVATE-KEY']);
    }
    expect(selectFiles(project({ 'README.md': 'Put your -----BEGIN PRIVATE KEY----- here.' })).diagnostics).toEqual([]);
  });
});

describe('checkProject', () => {
  it('joins the verdict on the manifest with that on the files', () => {
    const { accepted, version, identity, diagnostics } = checkProject(project());
    expect({ accepted, version, identity, diagnostics }).toEqual({
      accepted: true,
      version: 'v3',
      identity: { key: 'notes', name: 'Notes', version: '1.2.3' },
      diagnostics: [],
    });
  });

  it('rejects a manifest that is not JSON, and places the fault in it', () => {
    const { accepted, diagnostics } = checkProject(new Map([['manifest.json', '{"a": }']]));
    expect(accepted).toBe(false);
    expect(diagnostics[0]).toMatchObject({ file: 'manifest.json', severity: 'error', range: { startLine: 1, startColumn: 7 } });
  });

  it('passes the publish gates that read the files, each finding with its own file and place', () => {
    const { accepted, diagnostics } = checkProject(project({ 'migrations/0001.sql': 'select 1;\ndrop role x;' }));
    expect(accepted).toBe(false);
    expect(diagnostics.map(({ rule, file, range }) => ({ rule, file, line: range?.startLine }))).toEqual([
      { rule: 'GATE-SQL-UNPARSED', file: 'migrations/0001.sql', line: 1 },
      { rule: 'GATE-SQL-DENY', file: 'migrations/0001.sql', line: 2 },
    ]);
  });

  it('rejects what is over a limit while it is written, not only when it is packed', () => {
    const migrations = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`migrations/${index}.sql`, '']));
    expect(checkProject(project(migrations), { locale: 'es' })).toMatchObject({
      accepted: false,
      diagnostics: [
        { rule: 'GATE-SQL-UNPARSED' },
        {
          rule: 'BUNDLE-TOO-MANY-MIGRATIONS',
          severity: 'error',
          message: 'migrations/ contiene 26 archivos SQL; se aceptan como máximo 25.',
        },
      ],
    });
  });
});

describe('packProject', () => {
  it('packs the same bytes twice, under a name made of key and version', async () => {
    const once = await packProject(project({ 'README.md': '# Notes', 'dev.pem': 'x' }));
    const again = await packProject(new Map([...project({ 'dev.pem': 'y', 'README.md': '# Notes' })].reverse()));
    expect(once.name).toBe('notes-1.2.3.mcbundle');
    expect(again.bytes).toEqual(once.bytes);
    expect(again.digest).toBe(once.digest);
    const bundle = await readBundle(once.bytes);
    expect([...bundle.files.keys()]).toEqual(['manifest.json', 'README.md']);
    expect(bundle.manifestText).toBe(MANIFEST);
    expect(bundle.digest).toBe(once.digest);
  });

  it('refuses a rejected manifest and hands out why', async () => {
    const broken = new Map([['manifest.json', MANIFEST.replace('"notes"', '"Not A Key"')]]);
    expect(await findingsOf(packProject(broken))).toEqual(['error SCHEMA-PATTERN manifest.json']);
    expect(await refusal(packProject(broken))).toEqual({ code: 'PROJECT-REJECTED', message: 'The addon has errors; no bundle was made.' });
    expect((await refusal(packProject(broken, { locale: 'es' }))).message).toBe('El complemento tiene errores; no se creó ningún paquete.');
  });

  it('refuses any warning when it is for review, and lets notes pass', async () => {
    const stepBack = project({ 'migrations/0001.down.sql': '' });
    expect((await packProject(stepBack)).diagnostics.map(({ rule }) => rule)).toEqual(['PROJECT-DOWN-MIGRATION']);
    expect(await findingsOf(packProject(stepBack, { strict: true }))).toEqual(['warning PROJECT-DOWN-MIGRATION migrations/0001.down.sql']);
    expect((await packProject(project({ 'dev.pem': '' }), { strict: true })).diagnostics.map(({ rule }) => rule)).toEqual([
      'PROJECT-KEY-LEFT-OUT',
    ]);
  });

  it('says so when there is no manifest', async () => {
    expect(await refusal(packProject(new Map([['README.md', '']])))).toEqual({
      code: 'BUNDLE-NO-MANIFEST',
      message: 'The bundle has no manifest.json at its top level.',
    });
  });
});

describe('identity', () => {
  it('is read from both versions of the manifest', () => {
    expect(identityOf(JSON.parse(MANIFEST))).toEqual({ key: 'notes', name: 'Notes', version: '1.2.3' });
    expect(identityOf({ key: 'old-one', name: 'Old', version: '1.0.0', metadata: { key: 'x' } })).toEqual({
      key: 'old-one',
      name: 'Old',
      version: '1.0.0',
    });
    for (const none of [null, [], 'x', undefined, { key: 1 }]) expect(identityOf(none)).toEqual({ key: '', name: '', version: '' });
  });

  it('makes file names that lead nowhere', () => {
    expect(bundleName({ key: 'old-one', name: '', version: '1.0.0-rc.1+5' })).toBe('old-one-1.0.0-rc.1+5.mcbundle');
    expect(bundleName({ key: '../../etc', name: '', version: 'a/b' })).toBe('.._.._etc-a_b.mcbundle');
  });
});

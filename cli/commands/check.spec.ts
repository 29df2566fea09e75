import { gzipSync } from 'fflate';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleWith, END_OF_TAR } from '../../kernel/bundle/testing/archives';
import { writeBundle } from '../../kernel/bundle/write';
import { check } from '../../kernel/contract/check';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { judgeProject } from '../../kernel/project/judge';
import { sarifUri } from '../sarif';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
});
afterEach(() => cli.end());

const BROKEN = NOTES_MANIFEST.replace('"notes"', '"Not A Key"');
/** The contract's own words: they are asserted where they are written. */
const fault = (locale: 'en' | 'es') => {
  const [first] = check(BROKEN, { locale }).diagnostics;
  if (first === undefined) throw new Error('the broken manifest is not broken');
  return first;
};
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('check', () => {
  it('accepts a manifest', async () => {
    await cli.write('manifest.json', NOTES_MANIFEST);
    expect(await cli.run('check', 'manifest.json')).toEqual({
      code: 0,
      out: 'manifest.json: accepted (v3), errors: 0, warnings: 0\n',
      err: '',
    });
  });

  it('rejects one, with file:line:column severity rule message', async () => {
    await cli.write('broken.json', BROKEN);
    expect(await cli.run('check', 'broken.json')).toEqual({
      code: 1,
      out: `broken.json:4:24 error SCHEMA-PATTERN ${fault('en').message}\n    cure: ${fault('en').cure ?? ''}\nbroken.json: rejected (v3), errors: 1, warnings: 0\n`,
      err: '',
    });
    expect((await cli.run('check', 'broken.json', '--lang', 'es')).out).toBe(
      `broken.json:4:24 error SCHEMA-PATTERN ${fault('es').message}\n    arreglo: ${fault('es').cure ?? ''}\nbroken.json: rechazado (v3), errores: 1, advertencias: 0\n`,
    );
  });

  it('answers JSON for several files, and 1 when one of them is rejected', async () => {
    await cli.write('good.json', NOTES_MANIFEST);
    await cli.write('broken.json', BROKEN);
    const { code, out, err } = await cli.run('check', 'good.json', 'broken.json', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { message, cure } = fault('en');
    expect(JSON.parse(out)).toEqual([
      { file: 'good.json', version: 'v3', verdict: 'accept', diagnostics: [] },
      {
        file: 'broken.json',
        version: 'v3',
        verdict: 'reject',
        diagnostics: [{ rule: 'SCHEMA-PATTERN', severity: 'error', path: '/metadata/key', message, cure, line: 4, column: 24 }],
      },
    ]);
  });

  it.each(['en', 'es'] as const)('says of a folder, in %s, what the page says of the same project', async (locale) => {
    const manifest = JSON.parse(NOTES_MANIFEST) as Record<string, unknown>;
    const calling = JSON.stringify({
      ...manifest,
      contributions: { actions: [{ key: 'a', target_model: 'N', label: 'A', handler: { type: 'wasm', function: 'Pay' } }] },
      i18n: { default_locale: 'es', bundles: [{ locale: 'es', path: 'locales/es.json' }] },
      lifecycle: { install: 'wasm:on_install' },
    });
    // The page holds text as text and everything else as bytes.
    const files: Record<string, string | Uint8Array> = {
      'manifest.json': calling,
      'migrations/0001_init.sql': 'create table a (id uuid,,);',
      'migrations/0002_more.sql': 'grant  select on a to public;',
      'migrations/0002_more.down.sql': 'drop table a',
      'backend/backend.wasm': new Uint8Array([1, 2, 3]),
      'frontend/server.key': 'x',
      'src/a.ts': '',
      '.env': 'TOKEN=1',
    };
    for (const [path, content] of Object.entries(files)) await cli.write(`addon/${path}`, content);
    const verdict = judgeProject(new Map(Object.entries(files)), { locale, ...(await sqlParserFor(Object.keys(files))) });
    const { code, out } = await cli.run('check', 'addon', '--json', '--lang', locale);
    const drawn = verdict.diagnostics.map(({ rule, severity, path, message, cure, range, file }) => ({
      rule,
      severity,
      path: file === 'manifest.json' ? path : file,
      message,
      ...(cure === undefined ? {} : { cure }),
      line: range?.startLine ?? 1,
      column: range?.startColumn ?? 1,
    }));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([{ file: 'addon', version: 'v3', verdict: 'reject', diagnostics: drawn }]);
    expect(drawn.map(({ rule }) => rule)).toEqual([
      'ACT-MODEL',
      'GATE-FILE',
      'HOST-ONLY',
      'GATE-WASM',
      'GATE-SQL-SYNTAX',
      'GATE-SQL-STATEMENT',
      'PROJECT-KEY-IN-FOLDER',
      'PROJECT-DOWN-MIGRATION',
      'PROJECT-UNROUTED',
    ]);
  });

  it('compiles the backend of a folder, and tells a mistake in it with its place', async () => {
    await cli.write('addon/manifest.json', NOTES_MANIFEST);
    await cli.write('addon/backend/index.ts', 'export function alloc(size: i32): i32 {\n  return <i32>heap.alloc(<usize>size);\n}\n');
    expect(await cli.run('check', 'addon')).toMatchObject({ code: 0, out: 'addon: accepted (v3), errors: 0, warnings: 0\n' });
    await cli.write('addon/backend/index.ts', 'export function alloc(size: i32): i32 {\n  return nothing;\n}\n');
    const { code, out } = await cli.run('check', 'addon');
    expect({ code, first: out.split('\n')[0] }).toEqual({
      code: 1,
      first: "addon/backend/index.ts:2:10 error TS2304 Cannot find name 'nothing'.",
    });
    const built = await cli.run('build', 'addon', '-o', 'addon.mcbundle');
    expect({ code: built.code, said: built.err.includes('addon/backend/index.ts:2:10') }).toEqual({ code: 1, said: true });
  });

  it('judges a folder with the files around the manifest, and follows no links', async () => {
    await cli.write('addon/manifest.json', NOTES_MANIFEST);
    await cli.write('addon/migrations/0001.down.sql', 'drop table notes');
    await cli.write('addon/node_modules/x/index.js', '');
    await cli.write('secret.txt', 'not for the bundle');
    await symlink('../secret.txt', join(cli.folder, 'addon/link.txt'));
    const downMigration =
      'migrations/0001.down.sql stays out of the bundle: hosts run every file in migrations/ on install, so a step back would undo the schema.';
    expect(await cli.run('check', 'addon/')).toEqual({
      code: 0,
      out: `addon/migrations/0001.down.sql:1:1 warning PROJECT-DOWN-MIGRATION ${downMigration}\naddon/: accepted (v3), errors: 0, warnings: 1\n`,
      err: '',
    });
    const [report] = JSON.parse((await cli.run('check', 'addon', '--json')).out) as [{ diagnostics: unknown }];
    expect(report.diagnostics).toEqual([
      { rule: 'PROJECT-DOWN-MIGRATION', severity: 'warning', path: 'migrations/0001.down.sql', message: downMigration, line: 1, column: 1 },
    ]);
  });

  it('judges a bundle, whatever its name', async () => {
    const packed = await writeBundle(new Map([['manifest.json', utf8(BROKEN)]]));
    for (const name of ['a.mcbundle', 'a.tar.gz', 'upload']) {
      await cli.write(name, packed);
      expect((await cli.run('check', name)).out).toBe(
        `${name}/manifest.json:4:24 error SCHEMA-PATTERN ${fault('en').message}\n    cure: ${fault('en').cure ?? ''}\n${name}: rejected (v3), errors: 1, warnings: 0\n`,
      );
    }
  });

  it('rejects what cannot be opened, naming the place, and goes on with the next', async () => {
    await cli.write('good.json', NOTES_MANIFEST);
    await cli.write('climbs.mcbundle', bundleWith({ name: '../x' }));
    await cli.write('empty.tar.gz', gzipSync(END_OF_TAR));
    await cli.write('text.mcbundle', 'no archive');
    await cli.write('latin1.json', Uint8Array.of(0x7b, 0xff, 0x7d));
    await cli.write('bare/README.md', '');
    const { code, out, err } = await cli.run(
      'check',
      'climbs.mcbundle',
      'empty.tar.gz',
      'text.mcbundle',
      'latin1.json',
      'bare',
      'good.json',
    );
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toBe(
      [
        'climbs.mcbundle/../x:1:1 error BUNDLE-PATH-TRAVERSAL The entry ../x points outside of the bundle ("." or ".." in its path).',
        'climbs.mcbundle: rejected (?), errors: 1, warnings: 0',
        'empty.tar.gz:1:1 error BUNDLE-NO-MANIFEST The bundle has no manifest.json at its top level.',
        'empty.tar.gz: rejected (?), errors: 1, warnings: 0',
        'text.mcbundle:1:1 error BUNDLE-NOT-GZIP This is not a bundle: the file does not start like a gzip archive (.tar.gz, .mcbundle).',
        'text.mcbundle: rejected (?), errors: 1, warnings: 0',
        'latin1.json:1:1 error FILE-ENCODING latin1.json is not UTF-8 text.',
        'latin1.json: rejected (?), errors: 1, warnings: 0',
        'bare:1:1 error BUNDLE-NO-MANIFEST The bundle has no manifest.json at its top level.',
        'bare: rejected (?), errors: 1, warnings: 0',
        'good.json: accepted (v3), errors: 0, warnings: 0',
        '',
      ].join('\n'),
    );
    const [report] = JSON.parse((await cli.run('check', 'climbs.mcbundle', '--json', '--lang', 'es')).out) as [unknown];
    expect(report).toEqual({
      file: 'climbs.mcbundle',
      version: null,
      verdict: 'reject',
      diagnostics: [
        {
          rule: 'BUNDLE-PATH-TRAVERSAL',
          severity: 'error',
          path: '../x',
          message: 'La entrada ../x apunta fuera del paquete ("." o ".." en su ruta).',
          line: 1,
          column: 1,
        },
      ],
    });
  });

  it('judges a folder of many things one by one, and leaves out what other tools keep there', async () => {
    await cli.write('all/b/manifest.json', NOTES_MANIFEST);
    await cli.write('all/b/locales/es.json', '{}');
    await cli.write('all/a.json', BROKEN);
    await cli.write('all/c.mcbundle', await writeBundle(new Map([['manifest.json', utf8(NOTES_MANIFEST)]])));
    await cli.write('all/package.json', '{}');
    await cli.write('all/node_modules/x/manifest.json', '{}');
    const { code, out } = await cli.run('check', 'all/', '--json');
    const reports = JSON.parse(out) as { file: string; verdict: string }[];
    expect({ code, reports: reports.map(({ file, verdict }) => `${file} ${verdict}`) }).toEqual({
      code: 1,
      reports: ['all/a.json reject', 'all/b accept', 'all/c.mcbundle accept'],
    });
  });

  it('passes the gates that read the files, in folders and bundles alike, with PostgreSQL reading the SQL', async () => {
    const sql = "select 1;\ngrant  all on notes to public;\nselect 'grant';\n";
    await cli.write('addon/manifest.json', NOTES_MANIFEST);
    await cli.write('addon/migrations/0001.sql', sql);
    await cli.write(
      'a.mcbundle',
      await writeBundle(
        new Map([
          ['manifest.json', utf8(NOTES_MANIFEST)],
          ['migrations/0001.sql', utf8(sql)],
        ]),
      ),
    );
    const line = 'migrations/0001.sql:2:1 error GATE-SQL-STATEMENT A migration may not use GRANT or REVOKE.';
    const cure = '    cure: Leave roles, databases and the server to its administrator.';
    expect((await cli.run('check', 'addon', 'a.mcbundle')).out).toBe(
      ['addon', 'a.mcbundle'].map((name) => `${name}/${line}\n${cure}\n${name}: rejected (v3), errors: 1, warnings: 0\n`).join(''),
    );
    expect(await cli.run('build', 'addon', '-o', 'out/')).toMatchObject({ code: 1 });
  });

  it('writes safe fixes into the manifest when asked to', async () => {
    const slips = NOTES_MANIFEST.replace('"1.2.3" }', '"1.2.3", }').replace('"kind"', '// what it is\n  "kind"');
    await cli.write('manifest.json', slips);
    await cli.write('addon/manifest.json', slips);
    expect(await cli.run('check', '--fix', 'manifest.json', 'addon')).toEqual({
      code: 0,
      out: 'manifest.json: accepted (v3), errors: 0, warnings: 0\naddon: accepted (v3), errors: 0, warnings: 0\n',
      err: 'manifest.json: 2 fixes applied\naddon/manifest.json: 2 fixes applied\n',
    });
    expect(await cli.read('manifest.json')).toBe(NOTES_MANIFEST.replace('"kind"', '\n  "kind"'));
    expect(await cli.run('check', '--fix', 'manifest.json')).toMatchObject({ code: 0, err: '' });
  });

  it('answers SARIF for code hosts', async () => {
    await cli.write('my addon/manifest.json', BROKEN);
    const { code, out } = await cli.run('check', '--format', 'sarif', 'my addon');
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'metacore-playground',
              version,
              rules: [{ id: 'SCHEMA-PATTERN', properties: { documentation: 'docs/contract/rules/SCHEMA-PATTERN.md' } }],
            },
          },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'SCHEMA-PATTERN',
              ruleIndex: 0,
              level: 'error',
              message: { text: `${fault('en').message} ${fault('en').cure ?? ''}` },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'my%20addon/manifest.json' },
                    region: { startLine: 4, startColumn: 24, endLine: 4, endColumn: 35 },
                  },
                },
              ],
              properties: { path: '/metadata/key' },
            },
          ],
        },
      ],
    });
  });

  it('names files in SARIF from the folder it was called in, however they were named', async () => {
    await cli.write('my addon/manifest.json', BROKEN);
    const uris = async (...args: string[]): Promise<string[]> => {
      const { runs } = JSON.parse((await cli.run(...args, '--format', 'sarif')).out) as {
        runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
      };
      const all = runs.flatMap(({ results }) => results.flatMap(({ locations }) => locations));
      return [...new Set(all.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri))];
    };
    const whole = `${cli.folder}/my addon`;
    for (const named of ['my addon', './my addon/', whole, `${whole}/`, 'my addon/../my addon', 'my addon/manifest.json', '.'])
      expect([named, await uris('check', named)]).toEqual([named, ['my%20addon/manifest.json']]);
    for (const named of ['my addon', whole]) expect(await uris('preflight', named)).toEqual(['my%20addon/manifest.json']);
    expect(sarifUri(`${cli.folder}/elsewhere`, whole, 'manifest.json')).toBe(`file://${cli.folder}/my%20addon/manifest.json`);
    expect(sarifUri('/a', '..b', 'c')).toBe('..b/c');
  });

  it('checks that every file is there before it judges any', async () => {
    await cli.write('good.json', NOTES_MANIFEST);
    expect(await cli.run('check', 'good.json', 'absent.json')).toEqual({ code: 2, out: '', err: 'absent.json: no such file or folder.\n' });
  });
});

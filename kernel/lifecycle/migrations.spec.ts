import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { forwardPart, forwardPaths, readSqlFiles } from './migrations';

const read = (sql: string, path = 'migrations/0001_init.sql') => readSqlFiles({ [path]: sql }, [path], 'shop', new Set(['things']));
const refusal = (sql: string) =>
  read(sql).then(
    () => 'accepted',
    (error: unknown) => error,
  );

describe('the files of a bundle', () => {
  it('run in the order of their names, steps back never', () => {
    const paths = [
      'migrations/0002_b.up.sql',
      'migrations/0001_a.sql',
      'migrations/0002_b.down.sql',
      'migrations/0003.DOWN.sql',
      'other/0000.sql',
      'migrations/readme.md',
    ];
    expect(forwardPaths(paths)).toEqual(['migrations/0001_a.sql', 'migrations/0002_b.up.sql']);
  });

  it('of goose run their upper part alone, on the lines they stand on', async () => {
    const text = '-- +goose Up\n\nselect 1;\n-- +goose Down\ndrop table things;\n-- +goose Up\nselect 2;';
    expect(forwardPart(text)).toBe('-- +goose Up\n\nselect 1;\n-- +goose Down\n\n-- +goose Up\nselect 2;');
    const [file] = await read(text);
    expect(file?.statements).toEqual([
      { text: 'select 1', line: 3 },
      { text: 'select 2', line: 7 },
    ]);
    expect(forwardPart('select 1;\n-- +goose Down')).toBe('select 1;\n-- +goose Down');
  });

  it('are statements with their lines, whatever stands between them', async () => {
    const [file] = await read(`-- größer\nselect 'a;b';\n\n/* no; */ select $$;$$\n;`);
    expect(file).toMatchObject({
      version: '0001_init',
      statements: [
        { text: `select 'a;b'`, line: 2 },
        { text: 'select $$;$$', line: 4 },
      ],
    });
    expect(file?.checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('say what they do to tables', async () => {
    const [file] = await read(
      'alter table things alter column size type bigint, drop column note; alter table things rename column a to b; alter table things rename to items; drop table old;',
    );
    expect(file?.changes).toEqual([
      { kind: 'retype', table: 'things', column: 'size' },
      { kind: 'drop-column', table: 'things', column: 'note' },
      { kind: 'rename-column', table: 'things', column: 'a', to: 'b' },
      { kind: 'rename-table', table: 'things', to: 'items' },
      { kind: 'drop-table', table: 'old' },
    ]);
  });

  it.each([
    ['select 1;\ndrop database postgres;', 'statement', 'DROP DATABASE', 2],
    ["copy things from program 'id';", 'statement', 'COPY … PROGRAM', 1],
    ['set role postgres;', 'statement', 'SET ROLE', 1],
    ['grant all on things to public;', 'statement', 'GRANT or REVOKE', 1],
    ["select pg_read_file('/etc/passwd');", 'statement', 'pg_read_file()', 1],
    ["do $$ begin perform set_config('role', 'postgres', false); end $$;", 'statement', 'set_config()', 1],
    ['begin; select 1; commit;', 'transaction', 'begin', 1],
    ['update addon_till.sales set name = 1;', 'relation', 'addon_till.sales', 1],
    ['update users set role = 1;', 'relation', 'users', 1],
    ['delete from public.metacore_installations;', 'relation', 'public.metacore_installations', 1],
    ['update pg_catalog.pg_class set relname = relname;', 'relation', 'pg_catalog.pg_class', 1],
    ['drop schema metacore cascade;', 'relation', 'metacore.*', 1],
  ])('are refused before anything runs: %s', async (sql, kind, what, line) => {
    expect(await refusal(sql)).toMatchObject({
      code: 'migration_refused',
      details: { file: 'migrations/0001_init.sql', kind, what, line },
    });
  });

  it('are read by PostgreSQL’s own parser, which names the line of a fault', async () => {
    expect(await refusal('select 1;\nslect 2;')).toMatchObject({
      code: 'migration_syntax',
      details: { line: 2, reason: expect.stringContaining('slect') as string },
    });
  });
});

describe('an install', () => {
  let t: TestKernel;
  beforeAll(async () => {
    t = await openTestKernel();
  });
  afterAll(() => t.database.close());

  const manifest = (key: string, more: Partial<ManifestV3> = {}) =>
    manifestWith(
      key,
      [
        {
          key: 'Thing',
          table: `${key}_things`,
          audit: false,
          columns: [
            { name: 'name', type: 'text' },
            { name: 'size', type: 'integer' },
          ],
        },
      ],
      more,
    );
  const install = (one: ManifestV3, sqlFiles: Record<string, string>, more = {}) =>
    t.install(one, { sqlFiles, development: false, manifestHash: hashOf(one), ...more });
  const ledger = (key: string) =>
    t.query('select version, schema_name from public.metacore_addon_migrations where addon_key = $1 order by version', [key]);

  it('runs them in its own transaction, each once, where names are the addon’s own first', async () => {
    const files = {
      'migrations/0002_rows.sql': `insert into moves_things (organization_id, name) values ('${ORGANIZATIONS[0].id}', 'two');`,
      'migrations/0001_note.up.sql': 'alter table moves_things add column extra text; create table kept (id int);',
      'migrations/0001_note.down.sql': 'drop table moves_things;',
    };
    await install(manifest('moves'), files);
    await install(manifest('moves', { metadata: { key: 'moves', name: 'm', version: '1.0.1' } }), files);
    expect(await ledger('moves')).toEqual([
      { version: '0001_note.up', schema_name: 'addon_moves' },
      { version: '0002_rows', schema_name: 'addon_moves' },
    ]);
    expect(await t.query('select name, extra from addon_moves.moves_things')).toEqual([{ name: 'two', extra: null }]);
    expect(await t.query(`select to_regclass('addon_moves.kept')::text as kept, current_setting('search_path') as path`)).toEqual([
      { kept: 'addon_moves.kept', path: 'public' },
    ]);
  });

  it('is nothing where one of them fails, and says which line it was', async () => {
    const files = { 'migrations/0001.sql': 'create table made (id int);', 'migrations/0002.sql': 'select 1;\n\nselect 1 / 0;' };
    await expect(install(manifest('fails'), files)).rejects.toMatchObject({
      code: 'migration_failed',
      message: 'migrations/0002.sql:3: division by zero. Nothing was changed.',
    });
    expect(await ledger('fails')).toEqual([]);
    expect(await t.query(`select nspname from pg_namespace where nspname = 'addon_fails'`)).toEqual([]);
    const [failed] = await t.kernel.history({ addonKey: 'fails' });
    expect(failed?.steps.slice(-1)).toMatchObject([{ kind: 'run-migration', outcome: 'failed', reason: 'migrations/0002.sql' }]);
  });

  it('refuses a file that ran and is another one by now', async () => {
    await install(manifest('mutates'), { 'migrations/0001.sql': 'select 1;' });
    await expect(install(manifest('mutates'), { 'migrations/0001.sql': 'select 2;' })).rejects.toMatchObject({
      code: 'migration_changed',
      details: { file: 'migrations/0001.sql' },
    });
  });

  it('remembers one that makes what is there, and takes the rest of it back, as hosts do', async () => {
    await install(manifest('twice'), { 'migrations/0001.sql': 'create table first (id int); create table twice_things (id int);' });
    expect(await ledger('twice')).toMatchObject([{ version: '0001' }]);
    expect(await t.query(`select to_regclass('addon_twice.first') as first`)).toEqual([{ first: null }]);
    const [done] = await t.kernel.history({ addonKey: 'twice' });
    expect(done?.steps.find(({ kind }) => kind === 'run-migration')?.output).toMatch(/^taken back and remembered as run/);
  });

  it('leaves files of the upgrade ladder to the ladder', async () => {
    const ladder = { lifecycle: { upgrade: [{ from: '^1', type: 'sql' as const, function: 'migrations/0002.sql' }] } };
    await install(manifest('ladder', ladder), { 'migrations/0001.sql': 'select 1;', 'migrations/0002.sql': 'select 1 / 0;' });
    expect(await ledger('ladder')).toMatchObject([{ version: '0001' }]);
  });
});

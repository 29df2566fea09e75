import { loadModule, parseSync } from 'libpg-query';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/port';
import { openTestDatabase } from '../../testing/kernel';
import { renameMigration } from './rename-migration';

let database: Database;
beforeAll(async () => {
  await loadModule();
  database = await openTestDatabase();
});
afterAll(() => database.close());

const DOCUMENT = { models: [{ key: 'Thing', table: 'things', columns: [{ name: 'a' }, { name: 'b', generated: 'a' }, { name: 'X"' }] }] };
const script = (text: string) => database.asOwner((session) => session.script(text));
const rows = async (text: string) => (await database.asOwner((session) => session.run({ sql: text, parameters: [] }))).rows;

/** Runs statements and the migration in a schema of their own, as hosts do. */
async function migrate(schema: string, before: string, text: string): Promise<void> {
  const path = `set search_path = ${schema}, public;`;
  await script(`create schema ${schema}; ${path} ${before}; ${text}; ${text} reset search_path;`);
}

describe('the migration for a renamed column', () => {
  const file = renameMigration({ kind: 'column', table: 'things', from: 'a', to: 'c' }, DOCUMENT, ['migrations/00007_x.sql', 'README.md']);

  it('is numbered after the others and is SQL that PostgreSQL can read', () => {
    expect(file?.path).toBe('migrations/00008_rename_things_a.sql');
    expect(() => parseSync(file?.text ?? '(')).not.toThrow();
  });

  it.each([
    ['renames', 'create table things (id int, a text); insert into things values (1, $$x$$)', [{ id: 1, c: 'x' }]],
    [
      'moves values where the host added the new column',
      'create table things (id int, a text, c text); insert into things values (1, $$x$$)',
      [{ id: 1, c: 'x' }],
    ],
    ['does nothing on a fresh install', 'create table things (id int, c text); insert into things values (1, $$y$$)', [{ id: 1, c: 'y' }]],
  ])('%s, and may run twice', async (name, before, expected) => {
    const schema = `column_${name.split(' ')[0] ?? ''}`;
    await migrate(schema, before, file?.text ?? '');
    expect(await rows(`select * from ${schema}.things`)).toEqual(expected);
  });
});

describe('the migration for a renamed table', () => {
  const file = renameMigration({ kind: 'table', from: 'things', to: 'items' }, DOCUMENT, []);
  const old = 'create table things (id int primary key, a text, created_at int); insert into things values (1, $$x$$, 5)';

  it.each([
    ['renames', old],
    ['moves rows where the host made the new table', `${old}; create table items (id int primary key, created_at int, a text)`],
    ['does nothing on a fresh install', 'create table items (id int, a text, created_at int); insert into items values (1, $$x$$, 5)'],
  ])('%s, and may run twice', async (name, before) => {
    const schema = `table_${name.split(' ')[0] ?? ''}`;
    expect(file?.path).toBe('migrations/0001_rename_things.sql');
    await migrate(schema, before, file?.text ?? '');
    expect(await rows(`select id, a, created_at from ${schema}.items`)).toEqual([{ id: 1, a: 'x', created_at: 5 }]);
  });
});

it('there is none for a model, or for names that are none', () => {
  expect(renameMigration({ kind: 'model', from: 'A', to: 'B' }, DOCUMENT, [])).toBeNull();
  expect(renameMigration({ kind: 'column', table: 't"; drop', from: 'a', to: 'b' }, DOCUMENT, [])).toBeNull();
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/port';
import { openTestDatabase } from '../testing/kernel';
import { readCatalogue } from './catalogue';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('is read by name, in whatever order things were made', async () => {
  await database.asOwner((session) =>
    session.script(`create schema shelf; create schema other;
      create table shelf.books (id int primary key, z int, a int);
      create index z_last on shelf.books (z); create index a_first on shelf.books (a);
      create table other.b (book int constraint later references shelf.books, second int constraint earlier references shelf.books);
      create table other.a (book int constraint only_one references shelf.books);
      create table shelf.notes (one int constraint z_key references shelf.books, two int constraint a_key references shelf.books);`),
  );
  const read = await database.asOwner((session) => readCatalogue(session, 'shelf'));
  const [books, notes] = read ?? [];
  expect(books?.indexes).toEqual(['a_first', 'books_pkey', 'z_last']);
  expect(books?.pointing.map(({ table, foreignKey }) => `${table} ${foreignKey.name}`)).toEqual(['a only_one', 'b earlier', 'b later']);
  expect(notes?.foreignKeys.map(({ name }) => name)).toEqual(['a_key', 'z_key']);
});

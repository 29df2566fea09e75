import { expect, it } from 'vitest';
import type { ChangedTable } from '../../kernel/journal/changed';
import { examplesOf, lossyColumns, migrationFor } from './report';

const table: ChangedTable = {
  schema: 'addon_a',
  table: 'things',
  insert: 0,
  update: 1,
  delete: 0,
  examples: [{ id: '1', before: '{"id":"1","price":"10.25","name":"a"}', after: '{"id":"1","price":10,"name":"a","extra":null}' }],
};

it('an example tells the columns that differ, as they are written', () => {
  expect(examplesOf(table)).toEqual([
    {
      id: '1',
      columns: [
        { name: 'price', before: '10.25', after: '10' },
        { name: 'extra', before: '', after: 'null' },
      ],
    },
  ]);
  expect(lossyColumns([table])).toEqual(['things.price']);
});

it('a row that went, or came, is told as a whole', () => {
  expect(examplesOf({ ...table, examples: [{ id: '1', before: '{"id":"1"}', after: null }] })).toEqual([
    { id: '1', columns: [{ name: 'id', before: '1', after: '' }] },
  ]);
});

it('a blocked change has its migration behind the last one, unless a person has to write it', () => {
  const change = { change: 'type' as const, place: 'things.price', pointer: '', detail: '', cure: 'alter table things;' };
  expect(migrationFor(change, ['migrations/0007_x.sql', 'manifest.json'])).toEqual({
    path: 'migrations/0008_things_price.sql',
    text: '-- things.price\nalter table things;\n',
  });
  expect(migrationFor({ ...change, change: 'permission' }, [])).toBeNull();
});

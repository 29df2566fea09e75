import { expect, it } from 'vitest';
import type { CatalogueTable } from './catalogue';
import { schemaDiff } from './schema-diff';

const table = (name: string, columns: Record<string, string>, indexes: string[] = []): CatalogueTable => ({
  name,
  columns: Object.entries(columns).map(([column, type]) => ({
    name: column,
    type: type.replace(/!$/, ''),
    notNull: type.endsWith('!'),
    comment: null,
  })),
  indexes,
  foreignKeys: [],
  pointing: [],
});

it('tables that are the same are not told', () => {
  const one = table('a', { id: 'uuid!' }, ['a_pkey']);
  expect(schemaDiff([one], [one])).toEqual([]);
});

it('a column that came, went, got another type or became required is told, as are indexes', () => {
  const before = table('a', { id: 'uuid!', size: 'integer', gone: 'text', name: 'text' }, ['a_pkey', 'a_gone']);
  const after = table('a', { id: 'uuid!', size: 'bigint', name: 'text!', extra: 'date' }, ['a_pkey', 'a_extra']);
  expect(schemaDiff([before], [after])).toEqual([
    {
      table: 'a',
      change: 'changed',
      columns: [
        { name: 'size', before: 'integer', after: 'bigint', change: 'changed' },
        { name: 'gone', before: 'text', after: null, change: 'removed' },
        { name: 'name', before: 'text', after: 'text not null', change: 'changed' },
        { name: 'extra', before: null, after: 'date', change: 'added' },
      ],
      indexes: { added: ['a_extra'], removed: ['a_gone'] },
    },
  ]);
});

it('tables that came and went are told with their columns', () => {
  expect(schemaDiff([table('old', { id: 'uuid!' })], [table('fresh', { id: 'uuid!' })])).toMatchObject([
    { table: 'fresh', change: 'added', columns: [{ name: 'id', before: null, after: 'uuid not null', change: 'added' }] },
    { table: 'old', change: 'removed', columns: [{ name: 'id', after: null, change: 'removed' }] },
  ]);
});

import { describe, expect, it } from 'vitest';
import type { ConsoleTable } from '../../kernel/console/tables';
import { completeSql } from './complete-sql';

const table = (schema: string, name: string, columns: string[]): ConsoleTable => ({
  ...{ schema, name, kind: 'table' },
  columns: columns.map((column) => ({ name: column, type: 'text', isRequired: false, isKey: false })),
});
const TABLES = [
  table('addon_shop', 'orders', ['id', 'total']),
  table('addon_shop', 'Order Lines', ['qty']),
  table('public', 'users', ['email']),
];

const at = (marked: string) => completeSql(marked.replace('|', ''), marked.indexOf('|'), TABLES);
const inserts = (marked: string, kind?: string) =>
  at(marked).flatMap((one) => (kind === undefined || one.kind === kind ? [one.insert] : []));

describe('a statement is completed', () => {
  it('with tables behind FROM, as they have to be written', () => {
    expect(inserts('select * from |')).toEqual(['addon_shop.orders', 'addon_shop."Order Lines"', 'public.users']);
  });
  it('with the tables of a schema that was named', () => {
    expect(inserts('select * from addon_shop.o|')).toEqual(['orders', '"Order Lines"']);
  });
  it('with the columns of the tables it names, wherever they are named', () => {
    expect(inserts('select | from addon_shop.orders', 'column')).toEqual(['id', 'total']);
    expect(inserts('select * from public.users u where |', 'column')).toEqual(['email']);
  });
  it('with the columns of one table behind its name or alias', () => {
    expect(inserts('select o.| from addon_shop.orders o join public.users on true')).toEqual(['id', 'total']);
    expect(inserts('select users.| from addon_shop.orders o join public.users on true')).toEqual(['email']);
    expect(inserts('select x.| from addon_shop.orders o')).toEqual([]);
  });
  it('with words of SQL and every table where nothing is known', () => {
    expect(inserts('|', 'keyword')).toContain('select');
    expect(inserts('|', 'table')).toHaveLength(3);
  });
});

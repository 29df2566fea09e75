import { describe, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import type { ModelColumn } from '../installed/model';
import { columnType } from '../schema/column-type';
import { cellStyle, filterType, formType, tableType } from './kind';

const column = (name: string, type = 'text', declared: Partial<Column> = {}, more: Partial<ModelColumn> = {}): ModelColumn => {
  const { kind, sql } = columnType(type);
  const own: Column = { name, type: type, ...declared };
  return { name, kind, sqlType: sql, required: false, notNull: false, ref: null, options: [], declared: own, ...more };
};
const OPTIONS = [{ value: 'a', label: 'A' }];

describe('the types of cell, form and filter', () => {
  it.each([
    ['integer', 'number', 'number', 'number_range'],
    ['bigint', 'number', 'number', 'number_range'],
    ['numeric', 'number', 'number', 'number_range'],
    ['numeric(10,2)', 'number', 'number', 'number_range'],
    ['boolean', 'boolean', 'boolean', 'boolean'],
    ['date', 'datetime', 'date', 'date_range'],
    ['timestamp', 'datetime', 'datetime', 'date_range'],
    ['timestamptz', 'datetime', 'datetime', 'date_range'],
    ['json', 'text', 'textarea', null],
    ['jsonb', 'text', 'textarea', null],
    ['vector(3)', 'text', 'text', null],
    ['varchar(20)', 'text', 'text', 'text'],
    ['uuid', 'text', 'text', 'text'],
    ['text', 'text', 'text', 'text'],
  ])('of %s are %s, %s and %s', (type, table, form, filter) => {
    const own = column('thing', type);
    expect([tableType(own), formType(own), filterType(own)]).toEqual([table, form, filter]);
  });
});

describe('a cell', () => {
  it.each([
    ['created_at', 'timestamptz', 'datetime'],
    ['starts', 'timestamptz', 'datetime'],
    ['shipped_at', 'date', 'date'],
    ['noted_at', 'text', 'date'],
    ['day', 'date', 'date'],
    ['website', 'text', 'url'],
    ['photo_url', 'text', 'url'],
    ['email', 'text', 'email'],
    ['correo', 'text', 'email'],
    ['telefono', 'text', 'phone'],
    ['estado', 'text', 'status'],
    ['color', 'text', 'color'],
    ['cover_image', 'text', 'image'],
    ['useravatar', 'text', 'image'],
    ['approved_by', 'uuid', 'creator'],
    ['owner', 'text', 'creator'],
    ['total', 'numeric', 'currency'],
    ['unit_price', 'integer', 'currency'],
    ['price', 'text', null],
    ['enterprise', 'numeric', null],
    ['active', 'boolean', 'boolean'],
    ['name', 'text', null],
  ])('of %s %s is drawn as %s', (name, type, style) => {
    expect(cellStyle(column(name, type), undefined)).toBe(style);
  });

  it('follows the declaration, then the stage', () => {
    expect(cellStyle(column('email', 'text', { display: 'tags' }), 'email')).toBe('tags');
    expect(cellStyle(column('phase'), 'phase')).toBe('status');
  });
});

describe('an input', () => {
  it('follows widget, reference, choices, name and type, in this order', () => {
    const everything = { widget: 'color', options: { source: 'x' }, options_source: 'y' };
    expect(formType(column('photo', 'text', everything, { ref: 'Thing', options: OPTIONS }))).toBe('color');
    expect(formType(column('photo', 'text', {}, { ref: 'Thing', options: OPTIONS }))).toBe('dynamic_select');
    expect(formType(column('photo', 'text', { options: { source: 'x' } }))).toBe('dynamic_select');
    expect(formType(column('photo', 'text', {}, { options: OPTIONS }))).toBe('select');
    expect(formType(column('photo', 'text', { options_source: 'y' }))).toBe('select');
    expect(formType(column('photo'))).toBe('image');
    expect(formType(column('description'))).toBe('textarea');
    expect(formType(column('describe'))).toBe('text');
  });
});

describe('a filter', () => {
  it('follows choices, then the reference', () => {
    expect(filterType(column('kind', 'text', {}, { options: OPTIONS, ref: 'Thing' }))).toBe('select');
    expect(filterType(column('thing_id', 'uuid', {}, { ref: 'Thing' }))).toBe('dynamic_select');
  });
});

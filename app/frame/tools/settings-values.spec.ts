import { describe, expect, it } from 'vitest';
import type { SettingField } from '../../../kernel/metadata/settings-form';
import { changedValues, isReadable, shownValue, typedValue } from './settings-values';

const field = (key: string, type: SettingField['type']): SettingField => ({
  key,
  type,
  label: key,
  description: '',
  required: false,
  section: '',
  scope: 'org',
  options: [],
});

describe('a setting in its input', () => {
  it.each([
    ['string', 'Acme', 'Acme'],
    ['integer', 12, '12'],
    ['number', 2.5, '2.5'],
    ['boolean', false, 'false'],
    ['json', { a: 1 }, '{\n  "a": 1\n}'],
    ['json', 'text', '"text"'],
    ['select', 'low', 'low'],
  ] as const)('%s comes back as it was', (type, value, text) => {
    expect(shownValue({ type }, value)).toBe(text);
    expect(typedValue({ type }, text)).toEqual(value);
  });

  it('does not tell a secret', () => {
    expect(shownValue({ type: 'secret' }, '••••••••')).toBe('');
  });

  it('is none where nothing is typed', () => {
    expect(typedValue({ type: 'string' }, '  ')).toBeNull();
    expect(shownValue({ type: 'string' }, undefined)).toBe('');
  });

  it.each(['1,5', '0x10', '1e999', '12345678901234567890', 'twelve'])('sends %s as it is, to be refused rather than changed', (text) => {
    expect(typedValue({ type: 'number' }, text)).toBe(text);
  });

  it('says of a JSON whether it can be read', () => {
    expect(['{"a":1}', '', '{a:1}'].map((text) => isReadable({ type: 'json' }, text))).toEqual([true, true, false]);
  });
});

describe('what is sent', () => {
  const fields = [field('store', 'string'), field('key', 'secret'), field('days', 'integer')];

  it('is what was changed, and a secret only where one was typed', () => {
    const values = { store: 'acme', key: '••••••••', days: 3 };
    expect(changedValues(fields, values, {})).toEqual({});
    expect(changedValues(fields, values, { store: 'acme', key: '', days: '3' })).toEqual({});
    expect(changedValues(fields, values, { store: '', key: 's3cret', days: '4' })).toEqual({ store: null, key: 's3cret', days: 4 });
  });
});

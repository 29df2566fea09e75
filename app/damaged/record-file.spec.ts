import { expect, it } from 'vitest';
import { recordFile, recordText } from './record-file';

it('a damaged record leaves as JSON, bytes and all', () => {
  const record = {
    id: 'a',
    files: { 'a.json': '{}', 'b.wasm': Uint8Array.of(0, 97) },
    at: new Date(0),
    many: 3n,
    list: [1, null],
    gone: undefined,
  };
  expect(JSON.parse(recordText(record))).toEqual({
    id: 'a',
    files: { 'a.json': '{}', 'b.wasm': { base64: 'AGE=' } },
    at: '1970-01-01T00:00:00.000Z',
    many: '3',
    list: [1, null],
  });
  expect(recordText(undefined)).toBe('null\n');
});

it('a record that holds itself is cut', () => {
  const record: Record<string, unknown> = {};
  record.self = record;
  expect(recordText(record)).toContain('[object Object]');
});

it('the file has a name that every system takes', () => {
  expect(['tickets', 'mi taller / ñ', '../../x', ''].map((name) => recordFile(name, {}).name)).toEqual([
    'tickets.record.json',
    'mi-taller-ñ.record.json',
    '..-..-x.record.json',
    'project.record.json',
  ]);
});

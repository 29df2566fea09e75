import { expect, it } from 'vitest';
import { toCsv, toJson } from './table-text';

const ROWS = [
  ['1', 'a, "b"'],
  ['2', null],
  ['3', ''],
];

it('writes rows as CSV that tells an empty text from nothing', () => {
  expect(toCsv(['id', 'name'], ROWS)).toBe('\ufeffid,name\r\n1,"a, ""b"""\r\n2,\r\n3,""\r\n');
});

it('writes nothing that a spreadsheet would run', () => {
  expect(toCsv(['=now()'], [['=1+1'], ['-5'], ['@x'], ["'=1"]])).toBe("\ufeff'=now()\r\n'=1+1\r\n-5\r\n'@x\r\n''=1\r\n");
});

it('writes rows as JSON and keeps columns of one name apart', () => {
  expect(JSON.parse(toJson(['a', 'a'], [['1', null]]))).toEqual([{ a: '1', a_2: null }]);
});

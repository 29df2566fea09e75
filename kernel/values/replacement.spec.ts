import { expect, it } from 'vitest';
import fc from '../testing/property';
import { replacement } from './replacement';

it.each([
  ['same', 'same', null],
  ['', 'all new', { offset: 0, length: 0, text: 'all new' }],
  ['all gone', '', { offset: 0, length: 8, text: '' }],
  ['one two', 'one three two', { offset: 5, length: 0, text: 'hree t' }],
  ['aa', 'aaa', { offset: 2, length: 0, text: 'a' }],
])('from %j to %j it is %j', (before, after, expected) => {
  expect(replacement(before, after)).toEqual(expected);
});

it('makes the one of the other, whatever they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const found = replacement(before, after) ?? { offset: 0, length: 0, text: '' };
      expect(before.slice(0, found.offset) + found.text + before.slice(found.offset + found.length)).toBe(after);
    }),
  );
});

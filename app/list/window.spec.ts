import { expect, it } from 'vitest';
import { windowOf } from './window';

it.each([
  ['at the top', 0, { from: 0, to: 30 }],
  ['in the middle', 24_000, { from: 980, to: 1030 }],
  ['at the end', 2_399_760, { from: 99_970, to: 100_000 }],
  ['behind the end, where lines were taken away', 9_999_999, { from: 99_980, to: 100_000 }],
])('of a hundred thousand lines a screenful is drawn: %s', (_, top, drawn) => {
  expect(windowOf(top, 240, 24, 100_000)).toEqual(drawn);
});

it('draws nothing of an empty list', () => {
  expect(windowOf(0, 240, 24, 0)).toEqual({ from: 0, to: 0 });
});

import { describe, expect, it } from 'vitest';
import fc from '../../testing/property';
import { lineDiff } from './line-diff';

const shown = (before: string, after: string): string[] =>
  lineDiff(before, after).map(
    ({ line, lines }) => `${line}:${lines.map(({ kind, text }) => `${{ kept: ' ', gone: '-', come: '+' }[kind]}${text}`).join('|')}`,
  );

describe('the diff of two texts', () => {
  it.each([
    ['a\nb\nc', 'a\nx\nc', ['1: a|-b|+x| c']],
    ['a\nb', 'a\nb', []],
    ['', 'a', ['1:-|+a']],
    ['a\nb\nc\nd\ne\nf', 'x\nb\nc\nd\ne\ny', ['1:-a|+x| b', '5: e|-f|+y']],
    ['a\nb', 'a\nnew\nb', ['1: a|+new| b']],
    ['a\r\nb\r\n', 'a\r\n', ['1: a|-b| ']],
  ])('of %j and %j shows what goes and comes, with a line around it', (before, after, hunks) => {
    expect(shown(before, after)).toEqual(hunks);
  });

  it('has every line that goes and every line that comes', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after).flatMap((hunk) => hunk.lines);
        const count = (kind: string): number => lines.filter((line) => line.kind === kind).length;
        expect(before.split('\n').length - count('gone')).toBe(after.split('\n').length - count('come'));
        expect(lines.length === 0).toBe(before === after);
      }),
    );
  });
});

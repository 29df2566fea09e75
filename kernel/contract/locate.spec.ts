import { describe, expect, it } from 'vitest';
import { keySpanOf, locate, squiggleSpanOf } from './locate';
import { parse } from './parse';

const TEXT = '{\r\n  "models": [\r\n    { "key": "A", "a/b": { "x~y": 1 } }\r\n  ]\r\n}';
const { tree } = parse(TEXT);
const cut = (pointer: string): string => {
  const { offset, length } = locate(TEXT, tree, pointer);
  return TEXT.slice(offset, offset + length);
};

describe('locate', () => {
  it('finds a value with its lines and columns', () => {
    expect(locate(TEXT, tree, '/models/0/key')).toEqual({
      startLine: 3,
      startColumn: 14,
      endLine: 3,
      endColumn: 17,
      offset: TEXT.indexOf('"A"'),
      length: 3,
    });
  });

  it('reads escaped steps', () => {
    expect(cut('/models/0/a~1b/x~0y')).toBe('1');
  });

  it('points at the name of the parent when a member is missing', () => {
    expect(cut('/models/0/a~1b/z')).toBe('"a/b"');
    expect(cut('/models/7/key')).toBe('"models"');
  });

  it('points at the opening bracket when the parent has no name', () => {
    expect(cut('/models/0/table')).toBe('{');
    expect(cut('/kind')).toBe('{');
  });

  it('covers the whole of what an empty pointer means', () => {
    expect(cut('')).toBe(TEXT);
  });

  it('keeps squiggles short: plain values whole, others by name or bracket', () => {
    const text = (span: { offset: number; length: number }): string => TEXT.slice(span.offset, span.offset + span.length);
    expect(text(squiggleSpanOf(tree, '/models/0/key'))).toBe('"A"');
    expect(text(squiggleSpanOf(tree, '/models'))).toBe('"models"');
    expect(text(squiggleSpanOf(tree, '/models/0'))).toBe('{');
    expect(text(keySpanOf(tree, '/models/0/key'))).toBe('"key"');
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from './random';
import { textForPattern } from './text-for-pattern';

const PATTERNS = [
  '^[A-Z]{3}-\\d{3}$',
  '^\\+?[0-9 ()-]{7,20}$',
  '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
  '^(?:SKU|REF)-[0-9a-f]{8}$',
  '^(?P<year>20[12]\\d)-(0[1-9]|1[0-2])$',
  '^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$',
  '^[[:upper:]]{4}[[:digit:]]{6}$',
  '^[A-ZÑ&]{3,4}\\d{6}[A-Z\\d]{3}$',
  '^https?://[\\w.-]+(/\\S*)?$',
  '^[^a-z]{2,5}$',
  'x*y+?z{2,}',
  '^\\x41\\.\\w$',
  '^v\\d+\\.\\d+\\.\\d+$',
];

describe('a text for a pattern', () => {
  it.each(PATTERNS)('is found by it: %s', (pattern) => {
    for (let n = 0; n < 50; n += 1) {
      const text = textForPattern(pattern, createRandom(`${pattern}${String(n)}`));
      const standard = pattern.replace('(?P<', '(?<').replace('[[:upper:]]', '[A-Z]').replace('[[:digit:]]', '\\d');
      expect(text).toMatch(new RegExp(standard));
    }
  });

  it.each<[pattern: string, least: number, most: number]>([
    ['^[A-Za-z0-9]+$', 8, Infinity],
    ['^\\S+$', 20, Infinity],
    ['^[a-z]*$', 5, 8],
    ['^[A-HJ-NPR-Z0-9]+$', 17, 17],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 20, 24],
    ['^(?:MX|US|CANADA)-\\d+$', 9, 9],
    ['^[a-z0-9]+(?:-[a-z0-9]+)*$', 30, 30],
    ['^(?:ab|cde){2,}$', 12, 14],
    ['^\\d{2}x?[A-Z]{0,10}$', 13, 13],
    ['[a-z]+', 1500, 1500],
  ])('is as long as is asked for: %s', (pattern, least, most) => {
    for (let n = 0; n < 30; n += 1) {
      const text = textForPattern(pattern, createRandom(`${pattern}${String(n)}`), { least, most });
      expect(text).toMatch(new RegExp(pattern));
      expect([text, (text ?? '').length >= least && (text ?? '').length <= most]).toEqual([text, true]);
    }
  });

  it('is none where there cannot be one, and never a large one', () => {
    const random = createRandom('none');
    expect(textForPattern('(', random)).toBeNull();
    expect(textForPattern('[a', random)).toBeNull();
    expect(textForPattern('(((a{1000}){1000}){1000})', random)).toBeNull();
    expect(textForPattern('('.repeat(900), random)).toBeNull();
    expect(textForPattern('a'.repeat(1001), random)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { matchesPattern } from './pattern';

describe('matchesPattern', () => {
  it.each([
    ['^[^@\\s]+@[^@\\s]+$', 'a@b', true],
    ['^[^@\\s]+@[^@\\s]+$', 'a b@c', false],
    ['b', 'abc', true],
    ['(?i)^abc$', 'ABC', true],
    ['^\\p{L}+$', 'ñandú', true],
    ['^.{3}$', 'a🎟b', true],
    ['^(?P<year>\\d{4})$', '2026', true],
    ['\\A\\d+\\z', '12', true],
  ])('reads %s as the hosts do', (pattern, text, found) => {
    expect(matchesPattern(pattern, text)).toBe(found);
  });

  it.each(['(', '(?=a)b', '(a)\\1', 'a'.repeat(1001), '((((a{1000}){1000}){1000}))'])(
    'lets everything pass when %s cannot be run',
    (pattern) => {
      expect(matchesPattern(pattern, 'zzz')).toBe(true);
    },
  );

  it('does not judge a text longer than ten thousand characters', () => {
    expect(matchesPattern('^b*$', 'a'.repeat(10_000))).toBe(false);
    expect(matchesPattern('^b*$', 'a'.repeat(10_001))).toBe(true);
  });

  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*x$', '^([a-zA-Z]+)*$', 'a*a*a*a*a*a*b'])(
    'answers %s on a text that would make it backtrack for years',
    (pattern) => {
      expect(matchesPattern(pattern, `${'a'.repeat(5000)}!`)).toBe(false);
    },
  );
});

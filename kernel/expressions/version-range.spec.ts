import { describe, expect, it } from 'vitest';
import { parseRange, satisfies } from './version-range';
import fc from '../testing/property';

const holds = (range: string, version: string): boolean | null => {
  const parsed = parseRange(range);
  return parsed === null ? null : satisfies(parsed, version);
};

describe('version ranges', () => {
  it.each([
    ['*', '1.2.3', true],
    ['>=3.0.0 <4.0.0', '3.9.9', true],
    ['>=3.0.0 <4.0.0', '4.0.0', false],
    ['>= 1', '1.0.0', true],
    ['=>1, =<2', '2.9.0', true],
    ['1.x', '1.9.9', true],
    ['1.x', '2.0.0', false],
    ['1.2', '1.2.7', true],
    ['=1.2.3', 'v1.2.3'.slice(1), true],
    ['^1.2', '1.9.0', true],
    ['^1.2', '2.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.4', false],
    ['^0.0', '0.0.9', true],
    ['^0', '0.9.0', true],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['~>1', '1.9.0', true],
    ['~1', '2.0.0', false],
    ['!=1.x', '1.5.0', false],
    ['!=1.2.3', '1.2.4', true],
    ['>1', '1.9.9', false],
    ['>1', '2.0.0', true],
    ['<=1.2', '1.2.9', true],
    ['<=1.2', '1.3.0', false],
    ['<1.2', '1.1.9', true],
    ['1.2 - 2.0', '2.0.5', true],
    ['1.2.0 - 2.0.0', '2.0.1', false],
    ['<1 || >=2', '1.5.0', false],
    ['<1 || >=2', '2.0.0', true],
    ['>=1.0.0', '1.1.0-beta', false],
    ['>=1.0.0-0', '1.1.0-beta', true],
  ])('%j holds for %s: %j', (range, version, expected) => {
    expect(holds(range, version)).toBe(expected);
  });

  it.each(['', '  ', 'latest', 'not a range', '1.2.3.4', '>', '>=', '^^1', '1 ||', '01x', '1.0.0-01', '9'.repeat(20), '1'.repeat(2000)])(
    '%j is no range',
    (text) => {
      expect(parseRange(text)).toBeNull();
    },
  );

  it('every range that is read can be asked without an error', () => {
    const pieces = fc.array(
      fc.constantFrom('>', '<', '=', '^', '~', '!', '0', '1', '12', '.', 'x', '*', ' ', ',', '||', '-', 'a', '+', 'v', '999999999999999'),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const range = parseRange(parts.join(''));
        if (range !== null) expect(typeof satisfies(range, '1.2.3')).toBe('boolean');
      }),
      { numRuns: 20_000 },
    );
  });
});

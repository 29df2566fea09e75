import { describe, expect, it } from 'vitest';
import { deniedByPattern } from './deny-patterns';
import fc from '../../testing/property';

/** The patterns as the platform writes them. */
const WRITTEN = [/\bcopy\b[^\n]{0,2000}?\bfrom\s+program\b/gi, /\b\\copy\b[^\n]{0,2000}?\bprogram\b/gi];

describe('patterns over a line', () => {
  it('find what the platform finds', () => {
    const words = fc.array(
      fc.constantFrom('copy', '\\copy', 'x\\copy', 'from', 'program', 'FROM PROGRAM', 'programs', ' ', ' ', '\n', "'", 'a'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const sql = parts.join('');
        const expected = WRITTEN.flatMap((pattern) => [...sql.matchAll(pattern)].map((match) => [match.index, match[0].length]));
        const found = deniedByPattern(sql).map(({ offset, length }) => [offset, length]);
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 2000 },
    );
  });

  it('look at a migration of four megabytes of one word without looking ahead from each', () => {
    expect(deniedByPattern('copy '.repeat(800_000))).toEqual([]);
    expect(deniedByPattern(`${'copy '.repeat(100)}${'program '.repeat(100_000)}`)).toEqual([]);
  });
});

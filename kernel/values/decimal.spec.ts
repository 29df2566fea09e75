import { describe, expect, it } from 'vitest';
import { cases } from '../testing/drawn';
import fc from '../testing/property';
import { compareDecimals, type Decimal, decimalOf, largestDecimal, misfit } from './decimal';
import { ExactNumber } from './json';

const read = (value: unknown): Decimal => decimalOf(value) ?? { negative: false, digits: 'none', scale: 0 };

describe('a decimal', () => {
  it('is the same however it is written', () => {
    for (const [left, right] of [
      ['1.50', '15e-1'],
      ['100', '1e2'],
      ['.5', '0.500'],
      ['-0.0', '0'],
      ['0012', '12'],
    ])
      expect(decimalOf(left)).toEqual(decimalOf(right));
    expect(decimalOf(new ExactNumber('10.00'))).toEqual(decimalOf(10));
    for (const none of ['', '.', '1e', 'NaN', 'Infinity', '0x10', '1_000', null, true, {}]) expect(decimalOf(none)).toBeNull();
  });

  it('fits a column or does not, to the last digit', () => {
    expect(misfit(read('9999999999999999.99'), 18, 2)).toBeNull();
    expect(misfit(read('10000000000000000'), 18, 2)).toBe('size');
    expect(misfit(read('0.001'), 18, 2)).toBe('decimals');
    expect(misfit(read('1.2300000'), 18, 2)).toBeNull();
    expect(misfit(read('99999999999999999999'), 38, 18)).toBeNull();
    expect([largestDecimal(5, 2), largestDecimal(3, 3), largestDecimal(4, 0)]).toEqual(['999.99', '0.999', '9999']);
  });

  it('is compared as PostgreSQL compares it', () => {
    const digits = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 30 }));
    const written = ([value, scale]: [bigint, number]): string => `${value}e-${scale}`;
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const exact = a[0] * 10n ** BigInt(b[1]) - b[0] * 10n ** BigInt(a[1]);
        expect(Math.sign(compareDecimals(read(written(a)), read(written(b))))).toBe(exact < 0n ? -1 : exact > 0n ? 1 : 0);
      }),
      { numRuns: cases(500, 20_000) },
    );
  });
});

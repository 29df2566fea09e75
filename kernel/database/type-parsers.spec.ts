import { describe, expect, it } from 'vitest';
import { parseDecimal, parseInstant } from './type-parsers';
import fc from '../testing/property';

describe('parseDecimal', () => {
  it.each([
    ['0', 0],
    ['-0.50', -0.5],
    ['00012.5', 12.5],
    ['123456789012.345', 123456789012.345],
    ['1234567890123.4567', '1234567890123.4567'],
    ['0.000000000000000123', 1.23e-16],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['-Infinity', '-Infinity'],
  ])('%s becomes %s', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it('never loses a digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }), (digits, scale) => {
        const sign = digits < 0n ? '-' : '';
        const whole = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
        const text = scale === 0 ? sign + whole : `${sign}${whole.slice(0, -scale)}.${whole.slice(-scale)}`;
        const value = parseDecimal(text);
        if (typeof value === 'string') return value === text;
        return value === Number(text) && value.toFixed(scale).replace(/^-(?=0*\.?0*$)/, '') === text.replace(/^-(?=0*\.?0*$)/, '');
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseInstant', () => {
  it('writes RFC 3339 in UTC', () => {
    expect(parseInstant('2026-11-20 08:50:39.123456+00')).toBe('2026-11-20T08:50:39.123456Z');
    expect(parseInstant('2026-11-20 08:50:39+00')).toBe('2026-11-20T08:50:39Z');
  });
});

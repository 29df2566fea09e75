import { describe, expect, it } from 'vitest';
import { evaluate, readArithmetic, toGeneratedColumnSql } from './arithmetic';
import { guardHoldsOrUnreadable } from './guard';
import fc from '../testing/property';
import { decimalText, fractionOf } from '../values/fraction';

const VALUES: Record<string, unknown> = { a: '0.1', b: 0.2, c: -3, big: '12345678901234567890.12', none: null, text: 'x' };
const valueOf = (name: string): unknown => VALUES[name];

function result(text: string, places = 4): string | null {
  const reading = readArithmetic(text);
  return reading.ok ? decimalText(evaluate(reading.ast, valueOf), places) : null;
}

describe('arithmetic', () => {
  it.each([
    ['1 + 2 * 3', '7.0000'],
    ['(1 + 2) * 3', '9.0000'],
    ['2 - 3 - 4', '-5.0000'],
    ['8 / 4 / 2', '1.0000'],
    ['-2 * -3', '6.0000'],
    ['2 - -2', '4.0000'],
    ['-(1 + 2) * 2', '-6.0000'],
    ['+a + b', '0.3000'],
    ['c / 2', '-1.5000'],
    ['1 / 3', '0.3333'],
    ['2 / 3', '0.6667'],
    ['1 / 0', '0.0000'],
    ['1 / (a - 0.1)', '0.0000'],
    ['6 / -4', '-1.5000'],
    ['none + text + nothing', '0.0000'],
    ['big * 10', '123456789012345678901.2000'],
    ['.5 + 1.', '1.5000'],
    ['-0.00001', '0.0000'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it.each(['', '1 +', '(1', '1)', 'a b', '2 ** 3', 'f(1)', '1'.repeat(2001), `  1${'+1'.repeat(999)}`])('%j is none', (text) => {
    expect(result(text)).toBeNull();
  });

  it('is read as long as it may be', () => expect(result(` 1${'+1'.repeat(999)}`, 0)).toBe('1000'));

  it('rounds the half away from zero', () => {
    expect([0.125, -0.125, 0.124].map((value) => decimalText(fractionOf(value), 2))).toEqual(['0.13', '-0.13', '0.12']);
    expect([2.5, -2.5, 0.4].map((value) => decimalText(fractionOf(value), 0))).toEqual(['3', '-3', '0']);
  });

  it('reads numbers as PostgreSQL writes them', () => {
    expect(['1e3', '1.5E-2', '-7', ' 4 ', 'NaN', '', '1e', '0x10'].map((text) => decimalText(fractionOf(text), 3))).toEqual([
      '1000.000',
      '0.015',
      '-7.000',
      '4.000',
      '0.000',
      '0.000',
      '0.000',
      '0.000',
    ]);
  });

  it('agrees with whole numbers of JavaScript', () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(number, number, number, (x, y, z) => {
        expect(result(`(${x}) * (${y}) - (${z}) + ${Math.abs(x)}`, 0)).toBe(String(x * y - z + Math.abs(x) || 0));
      }),
    );
  });

  it('bears a thousand parentheses and a thousand factors', () => {
    expect(result(`${'('.repeat(900)}1${')'.repeat(900)}`, 0)).toBe('1');
    expect(result(Array.from({ length: 900 }, () => '9').join('*'), 0)).toBe(String(9n ** 900n));
  });
});

describe('the expression of a computed column', () => {
  it.each([
    ['price * (1 + tax)', '"price" * ( 1 + "tax" )'],
    ['price*(qty - -1)/.5', '"price" * ( "qty" - - 1 ) / .5'],
    ['a - (b - c)', '"a" - ( "b" - "c" )'],
    ['(a - b) - c', '"a" - "b" - "c"'],
    ['a / (b * c)', '"a" / ( "b" * "c" )'],
    ['--a', '- - "a"'],
    ['-(a + b)', '- ( "a" + "b" )'],
    ['-a * +b', '- "a" * + "b"'],
    ['(select)', '"select"'],
  ])('%s becomes %s', (text, expected) => {
    const reading = readArithmetic(text);
    expect(reading.ok && toGeneratedColumnSql(reading.ast)).toBe(expected);
  });
});

describe('guards', () => {
  it('read columns of an extension by their dotted names', () => {
    const row: Record<string, unknown> = { total: 5, 'Extra.fee': 40 };
    const valueOf = (name: string): unknown => row[name];
    expect([guardHoldsOrUnreadable('Extra.fee > 100', valueOf), guardHoldsOrUnreadable('Extra.fee + total == 45', valueOf)]).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    ['a + b == 0.3', true],
    ['a + b = .3', true],
    ['a != 0.1', false],
    ['c < 0', true],
    ['c >= -3', true],
    ['c > -3', false],
    ['none <= 0', true],
    // What cannot be read was reported by the manifest check; it refuses nobody.
    ['a', true],
    ['a > b > c', true],
  ])('%s: %s', (text, expected) => {
    expect(guardHoldsOrUnreadable(text, valueOf)).toBe(expected);
  });
});

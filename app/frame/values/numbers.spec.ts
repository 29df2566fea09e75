import { describe, expect, it } from 'vitest';
import fc from '../../../kernel/testing/property';
import { exampleOf, exactly, readNumber, shownNumber, unread, unreadText, wireNumber } from './numbers';

const LOCALES = ['en-US', 'en-DE', 'en-IN', 'es', 'es-ES', 'es-MX', 'de-DE', 'fr-FR', 'de-CH', 'pl-PL'];
const digitsOf = (text: string, locale: string): string | undefined => {
  const read = readNumber(text, locale);
  return read.ok ? read.digits : undefined;
};

describe('the format that is shown can be typed', () => {
  it.each([
    ['es-ES', '1234,56', '1234.56'],
    ['es-ES', '1.234,56', '1234.56'],
    ['es-ES', '1.234.567,50', '1234567.50'],
    ['es-ES', '12.345', '12345'],
    ['es-ES', '-0,5', '-0.5'],
    ['es-ES', '1.234,56 €', '1234.56'],
    ['es-MX', '1,234.56', '1234.56'],
    ['es-MX', '$1,234.56', '1234.56'],
    ['en-US', '-$1,234.56', '-1234.56'],
    ['en-US', 'US$ 12', '12'],
    ['en-US', '12 USD', '12'],
    ['en-US', '1,234', '1234'],
    ['en-US', '.5', '0.5'],
    ['en-US', '5.', '5'],
    ['en-US', '−3', '-3'],
    ['en-US', '-0', '0'],
    ['en-US', '007', '7'],
    ['en-US', '12345678901234567.89', '12345678901234567.89'],
    ['de-DE', '1.234', '1234'],
    ['de-DE', '1.234,5', '1234.5'],
    ['en-IN', '12,34,567.5', '1234567.5'],
    ['fr-FR', '1 234 567,5', '1234567.5'],
    ['de-CH', "1'234.5", '1234.5'],
    ['en-US', '１２', '12'],
  ])('%s: %s is %s', (locale, text, digits) => {
    expect(digitsOf(text, locale)).toBe(digits);
  });

  it.each([
    ['en-US', '1.234,56'],
    ['en-US', '1,23'],
    ['en-US', '1,2345'],
    ['en-US', '12,34,567'],
    ['es-ES', '1,234.56'],
    ['es-ES', '1.234'],
    ['es-ES', '1.5'],
    ['es-ES', '12.5'],
    ['de-DE', '1.5'],
    ['de-DE', '1.23'],
    ['es-MX', '1234,56'],
    ['en-US', '1 234'],
    ['en-US', '1e5'],
    ['en-US', 'NaN'],
    ['en-US', '1.2.3'],
    ['en-US', '--1'],
    ['en-US', ''],
    ['en-US', '.'],
    ['en-US', '-'],
    ['en-US', '0x10'],
  ])('%s: %j is refused, not read as another number', (locale, text) => {
    expect(readNumber(text, locale)).toEqual({ ok: false });
  });

  it('reads back whatever it shows, to the last digit, in every locale', () => {
    const digits = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.option(fc.stringMatching(/^\d{1,12}$/)))
      .map(([minus, whole, fraction]) => `${minus && whole > 0n ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`);
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), digits, (locale, number) => {
        expect(digitsOf(shownNumber(number, locale), locale)).toBe(number);
      }),
    );
  });

  it('never reads a text as another number than one of its two plain readings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.stringMatching(/^[\d.,]{1,9}$/), (locale, text) => {
        const digits = digitsOf(text, locale);
        if (digits === undefined) return;
        const plain = (group: string, decimal: string) => {
          const read = text.replaceAll(group, '').replace(decimal, '.');
          return /^(?:\d+\.?\d*|\.\d+)$/.test(read) ? Number(read) : undefined;
        };
        expect([plain(',', '.'), plain('.', ',')]).toContain(Number(digits));
      }),
    );
  });
});

describe('a number on its way', () => {
  it.each([
    ['1234.5', 1234.5],
    ['12.50', 12.5],
    ['100', 100],
    ['-7', -7],
    ['0.1', 0.1],
    ['12345678901234567.89', '12345678901234567.89'],
    ['9007199254740993', '9007199254740993'],
    ['0.00000001', '0.00000001'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s goes as %j', (digits, wire) => {
    expect(wireNumber(digits)).toBe(wire);
  });

  it.each([
    [12345678901234, 'es-ES', '12.345.678.901.234'],
    ['12345678901234567.89', 'de-DE', '12.345.678.901.234.567,89'],
    [0.1234, 'en-US', '0.1234'],
    ['12.50', 'es-MX', '12.50'],
    ['soon', 'en-US', 'soon'],
    [null, 'en-US', ''],
    ['', 'en-US', ''],
  ])('%j is shown in %s as %s', (value, locale, shown) => {
    expect(shownNumber(value, locale)).toBe(shown);
  });

  it('is formatted by all its digits where it came as text', () => {
    expect(exactly('12345678901234567.89', 12345678901234568)).toBe('12345678901234567.89');
    expect(exactly(5, 5)).toBe(5);
    expect(exactly('x', Number.NaN)).toBeNaN();
  });

  it('that could not be read is told from one that was', () => {
    expect(unreadText(unread('1.234'))).toBe('1.234');
    expect(unreadText('1.234')).toBeUndefined();
    expect(Number(unread('1.234'))).toBeNaN();
  });

  it.each([
    ['es-ES', '1234,5'],
    ['de-DE', '1.234,5'],
    ['en-US', '1,234.5'],
  ])('is asked for in %s as %s', (locale, example) => {
    expect(exampleOf(locale)).toBe(example);
  });
});

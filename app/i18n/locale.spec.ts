import { describe, expect, it } from 'vitest';
import { localeFrom, localeOf, numberLocaleOf } from './locale';

describe('numbers and dates are written as where the browser is, in the language that was chosen', () => {
  it.each([
    ['es', ['es-MX'], 'es-MX'],
    ['es', ['es-ES', 'en-US'], 'es-ES'],
    ['en', ['de-DE', 'de', 'en-US', 'en'], 'en-DE'],
    ['es', ['en', 'es-MX'], 'es-MX'],
    ['en', ['de-DE'], 'en-DE'],
    ['en', ['de'], 'en-DE'],
    ['es', ['en-US'], 'es-US'],
    ['es', ['es-419'], 'es-419'],
    ['es', ['es'], 'es'],
    ['en', ['en'], 'en-US'],
    ['en', [], 'en-US'],
    ['es', ['not a tag'], 'es'],
  ] as const)('%s for a browser of %j is %s', (language, wanted, tag) => {
    expect(localeOf(language, wanted)).toBe(tag);
  });

  it.each([
    ['en-US', '$1,234.50'],
    ['es-MX', 'USD 1,234.50'],
    ['es-ES', '1234,50 US$'],
    ['en-DE', '1.234,50 $'],
    ['en-FI', '1 234,50 $'],
    ['en-GB', 'US$1,234.50'],
    ['es', '1234,50 US$'],
  ])('amounts in %s have the decimal mark of other numbers: %s', (tag, amount) => {
    const own = numberLocaleOf(tag);
    const written = new Intl.NumberFormat(own, { style: 'currency', currency: 'USD' }).format(1234.5);
    expect(written.replace(/\s/g, ' ')).toBe(amount);
    expect(new Intl.NumberFormat(own).format(0.5)).toBe(amount.includes(',50') ? '0,5' : '0.5');
  });

  it.each([
    ['es', 'es-MX', 'es-MX'],
    ['en', 'EN-de', 'en-DE'],
    ['en', 'es-MX', 'en-US'],
    ['es', null, 'es'],
    ['es', '<script>', 'es'],
    ['en', `en-${'x'.repeat(99)}`, 'en-US'],
  ] as const)('a frame of %s that is told %j takes %s', (language, tag, taken) => {
    expect(localeFrom(language, tag)).toBe(taken);
  });
});

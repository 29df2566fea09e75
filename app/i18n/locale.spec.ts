import { describe, expect, it } from 'vitest';
import { localeFrom, localeOf } from './locale';

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

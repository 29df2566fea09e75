import { describe, expect, it } from 'vitest';
import { manifestWith } from '../testing/kernel';
import { flattenLocales } from './locales';

const manifest = manifestWith('demo', [], {
  i18n: {
    default_locale: 'es',
    bundles: [
      { locale: 'es-MX', path: 'i18n/es-MX.json' },
      { locale: 'en', path: 'i18n/en.json' },
      { locale: 'fr', path: 'i18n/fr.json' },
    ],
  },
});

describe('flattenLocales', () => {
  it('joins keys by dots, keeps texts only, and serves the short tag from the long one', () => {
    const files = {
      'i18n/es-MX.json': JSON.stringify({ tickets: { title: 'Boletos', count: 3, list: ['a'], deep: { er: 'más' } }, top: 'arriba' }),
      'i18n/en.json': '{"tickets":{"title":"Tickets"}}',
      'i18n/unnamed.json': '{"x":"y"}',
    };
    const spanish = { 'tickets.title': 'Boletos', 'tickets.deep.er': 'más', top: 'arriba' };
    expect(flattenLocales(manifest, files)).toEqual({ 'es-MX': spanish, es: spanish, en: { 'tickets.title': 'Tickets' } });
  });

  it('leaves out files that are missing or no JSON, and reads one with a byte order mark', () => {
    expect(flattenLocales(manifest, { 'i18n/es-MX.json': '{', 'i18n/en.json': '\uFEFF{"a":"b"}' })).toEqual({ en: { a: 'b' } });
    expect(flattenLocales(manifest, {})).toEqual({});
  });

  it('takes keys for keys, whatever they are called, and stops at twenty levels and twenty thousand texts', () => {
    const nested = JSON.parse(`${'{"a":'.repeat(30)}"deep"${'}'.repeat(30)}`) as unknown;
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`k${n}`, 'x']));
    const { en } = flattenLocales(manifest, {
      'i18n/en.json': `{"__proto__":{"x":"polluted"},"constructor":"c","nested":${JSON.stringify(nested)}}`,
    });
    expect(en).toEqual({ '__proto__.x': 'polluted', constructor: 'c' });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.keys(flattenLocales(manifest, { 'i18n/en.json': JSON.stringify(many) }).en ?? {})).toHaveLength(20_000);
  });
});

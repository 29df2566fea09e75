import { expect, it } from 'vitest';
import { pseudo, textTable } from './table';

const MANIFEST = JSON.stringify({
  metadata: { key: 'a', description: 'Not of a screen' },
  i18n: {
    bundles: [
      { locale: 'es', path: 'locales/es.json' },
      { locale: 'fr', path: 'locales/fr.json' },
    ],
  },
  models: [{ key: 'A', label: 'Tickets', columns: [{ name: 'due', label: 'Due date', description: '' }] }],
});
const FILES: Readonly<Record<string, string>> = { 'locales/es.json': '{"Tickets": "Boletos", "a": {"b": {"c": "Sobra"}}}' };

it('stands each word beside its translations, and tells which one is missing and which file', () => {
  expect(textTable(MANIFEST, (path) => FILES[path])).toEqual({
    languages: [
      { locale: 'es', path: 'locales/es.json', isReadable: true },
      { locale: 'fr', path: 'locales/fr.json', isReadable: false },
    ],
    rows: [
      { key: 'a.b.c', isRead: false, texts: ['Sobra', null] },
      { key: 'Due date', isRead: true, texts: [null, null] },
      { key: 'Tickets', isRead: true, texts: ['Boletos', null] },
    ],
  });
});

it.each(['{', '[]', '{"i18n": 3}', '{"i18n": {"bundles": [null, {"locale": 1}]}}'])('has nothing of %s', (text) => {
  expect(textTable(text, () => undefined)).toEqual({ languages: [], rows: [] });
});

it('writes a pseudo-locale that is longer, and leaves places to fill in', () => {
  expect(pseudo('Close {{title}} now')).toBe('[Çlöšé {{title}} ñöw~~~~~~]');
});

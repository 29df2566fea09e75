import { describe, expect, it } from 'vitest';
import type { InstalledAddon } from './registry';
import { manifestWith } from '../testing/kernel';
import { labelOrName, humanise, interfaceWords, readableTitle, translator } from './label';

const addon = (locales: InstalledAddon['locales'], default_locale?: string): InstalledAddon => ({
  key: 'demo',
  organizationId: 'o1',
  version: '1.0.0',
  manifest: manifestWith('demo', [], default_locale === undefined ? {} : { i18n: { default_locale, bundles: [] } }),
  manifestHash: 'h',
  rolledBackFrom: null,
  locales,
  models: [],
  installationId: 'i1',
  settings: {},
  tools: {},
  hostProfile: 'templating',
  enforcement: null,
  baseUrl: null,
  secret: '',
  actionsInTransaction: new Set(),
  eventSchemas: {},
  documentTemplates: {},
});

describe('translator', () => {
  const locales = { 'es-MX': { a: 'mexicano' }, es: { a: 'español', b: 'be' }, en: { a: 'english', c: 'see' }, fr: { d: 'dé' } };

  it.each([
    ['es-MX', 'a', 'mexicano'],
    ['es-MX', 'b', 'be'],
    ['es-AR', 'a', 'español'],
    ['es-Latn-MX', 'a', 'español'],
    ['de', 'a', 'english'],
    ['de', 'd', 'dé'],
    ['es', 'c', 'see'],
    ['es', 'nobody knows', 'nobody knows'],
    ['es', '__proto__', '__proto__'],
    ['__proto__', 'a', 'english'],
  ])('in %s finds %s as %s', (language, text, found) => {
    expect(translator(addon(locales, 'fr'), language)(text)).toBe(found);
  });

  it('gives the text back without an addon or a catalog', () => {
    expect(translator(undefined, 'es')('a')).toBe('a');
    expect(translator(addon({}), 'es')('a')).toBe('a');
  });
});

describe('humanise', () => {
  it.each([
    ['due_date', 'Due date'],
    ['assignee_id', 'Assignee'],
    ['id', 'Id'],
    ['_id', '_id'],
    ['__', '__'],
    ['sku', 'Sku'],
  ])('%s is %s', (name, label) => {
    expect(humanise(name)).toBe(label);
  });
});

describe('a label', () => {
  const translate = translator(addon({ en: { 'shop.model.items': 'Wares' } }), 'en');

  it.each([
    ['shop.model.items', 'Wares'],
    ['shop.model.unknown_items', 'Stock items'],
    ['node.js', 'node.js'],
    ['v1.2.3', 'v1.2.3'],
    ['Plain words', 'Plain words'],
    [undefined, 'Stock items'],
  ])('%s is read as %s', (label, read) => {
    expect(labelOrName(label, 'stock_items', translate)).toBe(read);
  });
});

describe('interfaceWords', () => {
  it('speaks Spanish to every Spanish tag and English to the rest', () => {
    expect([interfaceWords('es-MX').view, interfaceWords('ES').yes, interfaceWords('fr').view, interfaceWords('').yes]).toEqual([
      'Ver',
      'Sí',
      'View',
      'Yes',
    ]);
  });
});

describe('readableTitle', () => {
  it.each([
    ['Open tickets', 'Open tickets'],
    ['tickets.nav.open_items', 'Open Items'],
    ['v1.2 notes', 'v1.2 notes'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('%j becomes %j', (title, expected) => {
    expect(readableTitle(title)).toBe(expected);
  });
});

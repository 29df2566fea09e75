import { describe, expect, it } from 'vitest';
import { ICON_NAMES } from '../../generated/icon-names';
import { searchIcons } from './icon-search';

const NAMES = ICON_NAMES.split(',');

describe('looking for an icon', () => {
  it('offers icons that exist before anything is typed', () => {
    const usual = searchIcons(NAMES, '');
    expect(usual).toHaveLength(66);
    expect(usual).toContain('ShoppingCart');
  });

  it.each([
    ['BookOpen', 'BookOpen'],
    ['book-open', 'BookOpen'],
    ['Factura', 'Receipt'],
    ['categoría', 'Tag'],
    ['shopping c', 'ShoppingCart'],
    ['almacén', 'Warehouse'],
  ])('%j finds %s first', (typed, name) => {
    expect(searchIcons(NAMES, typed)[0]).toBe(name);
  });

  it('finds names that nobody listed', () => {
    expect(searchIcons(NAMES, 'accessibility')[0]).toBe('Accessibility');
  });

  it('finds nothing for what is no icon, and no more than somebody looks through', () => {
    expect(searchIcons(NAMES, 'zzqx')).toEqual([]);
    expect(searchIcons(NAMES, 'a')).toHaveLength(60);
  });
});

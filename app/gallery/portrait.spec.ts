import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../templates';
import { cardOf } from '../../templates/cards';
import { type Facts, factsOf, type Portrait } from './portrait';

const factsIn = (id: string, locale: 'en' | 'es'): Facts => {
  const template = TEMPLATES.find(({ card }) => card.id === id);
  if (!template) throw new Error(`no starter is called ${id}`);
  return factsOf(template.files, locale, (key) => cardOf(key)?.title[locale] ?? key);
};

function textsIn(portrait: Portrait): string[] {
  switch (portrait.kind) {
    case 'table':
      return [
        ...portrait.menu,
        portrait.title,
        ...portrait.columns,
        ...portrait.rows.flat().map((cell) => (typeof cell === 'string' ? cell : cell.text)),
      ];
    case 'board':
      return [...portrait.menu, portrait.title, ...portrait.lanes.flatMap(({ title, cards }) => [title.text, ...cards])];
    case 'theme':
      return portrait.swatches.map(({ light }) => light);
    case 'bundle':
      return portrait.members;
  }
}

describe.each(TEMPLATES.map(({ card, files }) => [card.id, files] as const))('the picture of the starter %s', (id, files) => {
  it.each(['en', 'es'] as const)('shows its first screen with rows in %s, and no key of a text, id or object', (locale) => {
    const { portrait, models } = factsIn(id, locale);
    const texts = textsIn(portrait);
    const { key } = (JSON.parse(files['manifest.json'] ?? '') as { metadata: { key: string } }).metadata;
    expect(texts.filter((text) => text.startsWith(`${key}.`) || /\[object|undefined|^[0-9a-f]{8}-/.test(text))).toEqual([]);
    expect(texts.length).toBeGreaterThan(3);
    if (portrait.kind === 'table' && models.length > 0) {
      expect(portrait.columns.length).toBeGreaterThan(1);
      expect(portrait.rows.length).toBeGreaterThan(0);
      expect(portrait.rows.filter((row) => row.every((cell) => cell === ''))).toEqual([]);
    }
    if (portrait.kind === 'board') expect(portrait.lanes.flatMap(({ cards }) => cards).length).toBeGreaterThan(0);
  });
});

it('what a starter brings is counted from its own files', () => {
  expect(factsIn('crm', 'es')).toMatchObject({
    models: ['Negocios', 'Empresas', 'Contactos'].toSorted(
      (a, b) => factsIn('crm', 'es').models.indexOf(a) - factsIn('crm', 'es').models.indexOf(b),
    ),
    portrait: { kind: 'board' },
  });
  expect(factsIn('blank', 'en')).toMatchObject({ models: ['Items'], screens: ['Items'], roles: [], rows: 3 });
  expect(factsIn('preset', 'en').portrait).toEqual({
    kind: 'bundle',
    members: ['CRM pipeline', 'Invoices', 'Inventory', 'Helpdesk tickets'],
  });
});

import { describe, expect, it } from 'vitest';
import type { ScreenPart } from '../../kernel/metadata/parts';
import type { ShownPart } from '../../workers/protocol';
import { partFor, placeIn, pointAt } from './part-match';

const part = (kind: ScreenPart['kind'], label: string, pointer: string, more: Partial<ScreenPart> = {}): ScreenPart => ({
  kind,
  label,
  within: '',
  model: 'books',
  place: { addon: 'library', pointer },
  ...more,
});

const PARTS: readonly ScreenPart[] = [
  part('group', 'Library', '/contributions/navigation/0', { model: '' }),
  part('entry', 'library.nav.all_books', '/contributions/navigation/0/items/0', { model: '' }),
  part('screen', 'Books', '/models/0'),
  part('column', 'Title', '/models/0/columns/2'),
  part('column', 'Status', '/models/0/columns/3'),
  part('option', 'Lent', '/models/0/columns/3/options/1', { within: 'Status' }),
  part('column', 'Title', '/models/0/columns/4'),
  part('screen', 'Members', '/models/1', { model: 'members' }),
  part('column', 'Status', '/models/1/columns/2', { model: 'members' }),
  part('action', 'Lend', '/contributions/actions/0'),
  part('field', 'Title', '/contributions/actions/0/fields/0', { within: 'Lend' }),
  part('setting', 'Days', '/settings/0', { model: '' }),
];

const shown = (kind: ShownPart['kind'], label: string, more: Partial<ShownPart> = {}): ShownPart => ({
  kind,
  label,
  within: '',
  nth: 0,
  ...more,
});
const lineOf = (picked: ShownPart, model = 'books'): string | undefined => partFor(picked, PARTS, model)?.place.pointer;

describe('from a thing on the screen to its line', () => {
  it.each<[what: string, picked: ShownPart, pointer: string | undefined]>([
    ['a column', shown('column', 'Status'), '/models/0/columns/3'],
    ['the second of two columns that read the same', shown('column', 'Title', { nth: 1 }), '/models/0/columns/4'],
    ['a value of a column', shown('option', 'Lent', { within: 'Status' }), '/models/0/columns/3/options/1'],
    ['a value that no option wrote', shown('option', 'Lost', { within: 'Status' }), '/models/0/columns/3'],
    ['a field of a record', shown('field', 'Title', { within: 'New: Books' }), '/models/0/columns/2'],
    ['a field of an action', shown('field', 'Title', { within: 'Lend' }), '/contributions/actions/0/fields/0'],
    ['a menu entry whose key no catalog translates', shown('entry', 'All Books'), '/contributions/navigation/0/items/0'],
    ['an action', shown('action', 'Lend'), '/contributions/actions/0'],
    ['a button that every model has', shown('action', 'Export'), '/models/0'],
    ['a setting', shown('field', 'Days'), '/settings/0'],
    ['a page of the host', shown('tool', 'Settings'), undefined],
  ])('%s', (_, picked, pointer) => expect(lineOf(picked)).toBe(pointer));

  it('takes the column of the screen that is open', () => {
    expect(lineOf(shown('column', 'Status'), 'members')).toBe('/models/1/columns/2');
  });
});

describe('from a line to where it appears', () => {
  const asked = (pointer: string, open = 'books') => pointAt(pointer, PARTS, open)?.point;

  it('looks for a column in the list and then in the form, and stays where its screen is open', () => {
    expect(asked('/models/0/columns/3/label')).toEqual({
      kind: 'point',
      screen: '',
      tool: '',
      parts: [shown('column', 'Status'), shown('field', 'Status')],
    });
    expect(asked('/models/1/columns/2')).toMatchObject({ screen: 'members' });
    expect(asked('/models/0', 'members?view=kanban')).toMatchObject({ screen: 'books' });
  });

  it('opens the page of the host on which a setting stands', () => {
    expect(asked('/settings/0')).toMatchObject({ tool: 'settings', parts: [shown('field', 'Days')] });
  });

  it('says of a line that is on no screen that it is on none', () => expect(asked('/permissions/roles/0')).toBeUndefined());

  it('leads every part back to its own line', () => {
    for (const one of PARTS.filter(({ kind }) => kind !== 'screen')) {
      const [first] = pointAt(one.place.pointer, PARTS, 'books')?.point.parts ?? [];
      expect(first && lineOf(first, one.model), one.place.pointer).toBe(one.place.pointer);
    }
  });
});

describe('a place in the text that is edited', () => {
  const from = { models: [{ key: 'Book', columns: [{ name: 'id' }, { name: 'title' }] }] };

  it('is found by its name where entries moved', () => {
    const to = { models: [{ key: 'Member' }, { key: 'Book', columns: [{ name: 'title' }] }] };
    expect(placeIn('/models/0/columns/1', from, to)).toBe('/models/1/columns/0');
  });

  it('is gone where the entry is gone, or the text is none', () => {
    expect(placeIn('/models/0/columns/1', from, { models: [{ key: 'Book', columns: [] }] })).toBeNull();
    expect(placeIn('/models/0', from, undefined)).toBeNull();
    expect(placeIn('/models/0', from, { models: 7 })).toBeNull();
  });
});

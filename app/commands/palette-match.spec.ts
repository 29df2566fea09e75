import { expect, it } from 'vitest';
import { paletteMatch } from './palette-match';

it.each([
  ['>Project Versions…', 'versions'],
  ['>View Permissions', 'prm'],
  ['@Ticket due_date column 1', 'duedate'],
  ['file locales/es.json', 'esjson'],
  ['>Project Rehearse an upgrade…', 'upgrde'],
])('%s is found by %s', (name, typed) => {
  expect(paletteMatch(name, typed)).toBeGreaterThan(0);
});

it('a name over which the letters are strewn is not chosen before one in which the word stands', () => {
  expect(paletteMatch('>View Permissions', 'versions')).toBe(0);
});

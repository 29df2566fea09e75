import { describe, expect, it } from 'vitest';
import type { OptionFilter } from '../../schemas';
import { passesOptionFilter } from './option-filter';

const ROW = { state: ' Open ', size: 3, paid: true, note: null, tags: ['a'] };

describe('an option filter', () => {
  it.each<[string, OptionFilter | undefined, boolean]>([
    ['none', undefined, true],
    ['equals, without regard to blanks and case', { field: 'state', equals: 'OPEN' }, true],
    ['equals another', { field: 'state', equals: 'void' }, false],
    ['equals a number', { field: 'size', equals: '3' }, true],
    ['equals a boolean', { field: 'paid', equals: true }, true],
    ['equals, and nothing is there', { field: 'note', equals: '' }, false],
    ['equals, of no column', { field: 'ghost', equals: 'x' }, false],
    ['equals, of a name that every object has', { field: 'constructor', equals: 'x' }, false],
    ['in', { field: 'state', in: ['void', 'open'] }, true],
    ['not in any', { field: 'state', in: ['void'] }, false],
    ['in, of a list', { field: 'tags', in: ['a'] }, false],
    ['not_equals', { field: 'state', not_equals: 'open' }, false],
    ['not_equals another', { field: 'state', not_equals: 'void' }, true],
    ['not_equals, and nothing is there', { field: 'note', not_equals: 'x' }, true],
    ['not_in', { field: 'state', not_in: ['open', 'void'] }, false],
    ['not_in, of no column', { field: 'ghost', not_in: ['x'] }, true],
    ['several, which all hold', [{ field: 'state', equals: 'open' }, { field: 'size', not_in: [4] }], true], // prettier-ignore
    ['several, of which one does not', [{ field: 'state', equals: 'open' }, { field: 'size', in: [4] }], false], // prettier-ignore
    ['two conditions of one rule', { field: 'state', in: ['open'], not_equals: 'open' }, false],
  ])('%s', (_, filter, passes) => {
    expect(passesOptionFilter(filter, ROW)).toBe(passes);
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../testing/property';
import { listItem, listItems } from './list-text';

describe('a list of values as one text', () => {
  it('holds any values, and gives them back as they were', () => {
    const value = fc.oneof(fc.string(), fc.stringMatching(/^[ab", ]{0,6}$/));
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(listItems(values.map(listItem).join(','))).toEqual(values);
      }),
    );
  });

  it.each([
    ['a,b', ['a', 'b']],
    [' a , b,,', ['a', 'b']],
    ['"b,c",a', ['b,c', 'a']],
    ['5" pipe,a', ['5" pipe', 'a']],
    ['"a,b', ['"a', 'b']],
    ['"a"b,c', ['"a"b', 'c']],
    ['""', ['']],
    ['', []],
  ])('%s is read as %j', (list, values) => {
    expect(listItems(list)).toEqual(values);
  });
});

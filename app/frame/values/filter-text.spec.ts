import { describe, expect, it } from 'vitest';
import { listItems } from '../../../kernel/dynamic/list-text';
import fc from '../../../kernel/testing/property';
import { anyOf, choiceOf, oneOf, spanOfDays } from './filter-text';

describe('a value of the data in a filter', () => {
  it.each(['a', 'b,c', '50%', 'it’s', '', 'GT:5', 'in:a', 'NULL', '2026-01-01_2026-01-02', 'http://x', '"q"', 'EQ:x'])(
    'is found by %j alone',
    (value) => {
      const choice = choiceOf(value);
      expect(choice === value || choice === `EQ:${value}`).toBe(true);
      expect(listItems(anyOf([choice, choiceOf('other')]).slice('IN:'.length))).toEqual([value, 'other']);
    },
  );

  it('whatever it is, is one of the list', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2 }), (values) => {
        expect(listItems(anyOf(values.map(choiceOf)).slice('IN:'.length))).toEqual(values);
      }),
    );
  });

  it('that is harmless stands in it as before', () => {
    expect(anyOf(['a', 'b c'])).toBe('IN:a,b c');
    expect(anyOf(['b,c', 'a'])).toBe('IN:"b,c",a');
  });
});

describe('a span of days', () => {
  it('of an instant is the viewer’s, from midnight to midnight', () => {
    expect(spanOfDays('2026-11-01_2026-11-01', 'America/Los_Angeles')).toBe('RANGE:2026-11-01T07:00:00.000Z|2026-11-02T07:59:59.999999Z');
    expect(spanOfDays('2026-07-04_2026-07-05', 'Pacific/Kiritimati')).toBe('RANGE:2026-07-03T10:00:00.000Z|2026-07-05T09:59:59.999999Z');
  });

  it('of a day stays as it is, and so does what is none', () => {
    const columns = [{ key: 'day', cellStyle: 'date' }];
    expect(oneOf('2026-07-04_2026-07-05', 'day', columns)).toBe('2026-07-04_2026-07-05');
    expect(spanOfDays('ILIKE:x', 'UTC')).toBe('ILIKE:x');
    expect(spanOfDays('2026-99-99_2026-99-99', 'UTC')).toBe('2026-99-99_2026-99-99');
  });
});

import { describe, expect, it } from 'vitest';
import { bodyInDoubles } from './double';

describe('an answer for a reader of doubles', () => {
  it('has no other number in it than was answered: what a double would lose is its text', () => {
    const row = '{"id":"a","n":1.50,"doc":{"id":12345678901234567890,"list":[1.0]},"small":{"a":10.00},"list":[1e3]}';
    const read = { id: 'a', n: 1.5, doc: '{"id":12345678901234567890,"list":[1.0]}', small: { a: 10 }, list: [1000] };
    expect(bodyInDoubles(`{"success":true,"data":${row},"meta":{"total":1}}`)).toEqual({ success: true, data: read, meta: { total: 1 } });
    expect(bodyInDoubles(`{"success":true,"data":[${row},${row}]}`)).toEqual({ success: true, data: [read, read] });
    expect(bodyInDoubles('[0.1,-2,9007199254740993]')).toEqual([0.1, -2, '9007199254740993']);
    expect(bodyInDoubles('{"data":null}')).toEqual({ data: null });
  });
});

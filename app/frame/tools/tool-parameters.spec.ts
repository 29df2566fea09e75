import { expect, it } from 'vitest';
import { givenParameters } from './tool-parameters';

const inputs = [
  { name: 'order', type: 'string' },
  { name: 'count', type: 'number' },
  { name: 'urgent', type: 'boolean' },
  { name: 'tags', type: 'array' },
];

it('sends what was filled in, each as its kind', () => {
  expect(givenParameters(inputs, { order: ' 7 ', count: '12.5', urgent: 'true', tags: '["a"]' })).toEqual({
    order: ' 7 ',
    count: 12.5,
    urgent: true,
    tags: ['a'],
  });
});

it('leaves out what is empty', () => {
  expect(givenParameters(inputs, { order: '', count: '' })).toEqual({});
});

it.each(['1e999', '12345678901234567890', '1,5', 'twelve', '1.0'])('lets the rules of the tool judge %s, digit by digit', (count) => {
  expect(givenParameters(inputs, { count })).toEqual({ count });
});

it('lets the rules of the tool judge a list that is none', () => {
  expect(givenParameters(inputs, { tags: '[a' })).toEqual({ tags: '[a' });
});

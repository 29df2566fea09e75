import { expect, it } from 'vitest';
import { KINDS } from './kinds';

it.each([
  ['9999-12-31T23:59:59.999999Z', true],
  ['9999-12-31T23:59:59.9999994Z', true],
  ['9999-12-31T23:59:59.9999995Z', false],
  ['9999-12-31T23:59:58.9999999Z', true],
  ['9999-12-31T23:59:59-00:01', false],
  ['9999-12-31T10:00-14', false],
  ['9999-12-31T23:59:59+1400', true],
  ['9999-12-31', true],
  ['0001-01-01', true],
  ['0001-01-01T00:00:00+00:01', false],
  ['0001-01-01T14:00:00+14:00', true],
  ['0001-01-01 13:59:59.9999999 +14:00', false],
  ['0001-01-01T00:00:00-14:00', true],
])('%s is a moment that is answered as it is written: %s', (text, isOne) => {
  expect(KINDS.timestamp.literal(text)).toBe(isOne ? text : null);
});

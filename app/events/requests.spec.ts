import { expect, it } from 'vitest';
import { declaredIn } from './requests';

it.each([
  ['{"metadata":{"key":"lamps"},"extension_points":{"events":[{"name":"lamps.lit"}]}}', [{ addon: 'lamps', name: 'lamps.lit' }]],
  ['{"metadata":{"key":"lamps"}}', []],
  ['{"extension_points":{"events":{}}}', []],
  ['{', []],
  ['null', []],
])('the events that %s declares', (text, declared) => {
  expect(declaredIn(text)).toEqual(declared);
});

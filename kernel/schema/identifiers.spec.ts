import { expect, it } from 'vitest';
import { addonSchema, fitIdentifier } from './identifiers';

it('a name of 63 bytes stays, and a longer one is cut between letters and told apart by a hash of the whole', () => {
  const whole = `${'ñ'.repeat(31)}a`;
  expect(fitIdentifier(whole)).toBe(whole);
  const cut = [`${whole}b`, `${whole}c`].map(fitIdentifier);
  expect(cut.map((name) => new TextEncoder().encode(name).length <= 63)).toEqual([true, true]);
  expect(cut[0]).toMatch(/^ñ{27}_[0-9a-f]{8}$/);
  expect(new Set(cut).size).toBe(2);
  expect(new TextEncoder().encode(addonSchema('k'.repeat(63), 'abcdef01-0000-4000-8000-000000000000'))).toHaveLength(63);
});

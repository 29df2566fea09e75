import { describe, expect, it } from 'vitest';
import { createRandom } from './random';

describe('random numbers', () => {
  it('follow from their text, today and on every machine', () => {
    const random = createRandom('seed 1');
    expect([random.int(1, 1000), random.int(1, 1000), random.hex(12), random.pick(['a', 'b', 'c'])]).toMatchInlineSnapshot(`
      [
        420,
        208,
        "56b135b0d038",
        "b",
      ]
    `);
  });

  it('differ for texts that are alike, and lie where they should', () => {
    const first = Array.from({ length: 500 }, (_, n) => createRandom(`row/${String(n)}`).next());
    expect(new Set(first).size).toBe(500);
    expect(Math.abs(first.reduce((sum, value) => sum + value, 0) / 500 - 0.5)).toBeLessThan(0.06);
    const random = createRandom('range');
    const numbers = Array.from({ length: 2000 }, () => random.int(3, 7));
    expect([...new Set(numbers)].sort()).toEqual([3, 4, 5, 6, 7]);
  });
});

import { expect, it } from 'vitest';
import { freeName, MAX_NAME_CHARS, nameProblem } from './names';
import fc from '../../kernel/testing/property';

it.each([
  ['tickets', [], 'tickets'],
  ['tickets', ['tickets'], 'tickets 2'],
  ['tickets', ['tickets', 'tickets 2'], 'tickets 3'],
  ['tickets', ['tickets', 'tickets 3'], 'tickets 2'],
  ['tickets 2', ['tickets 2'], 'tickets 3'],
  ['tickets 2', ['tickets'], 'tickets 2'],
  ['2', ['2'], '2 2'],
  ['n'.repeat(64), ['n'.repeat(64)], `${'n'.repeat(62)} 2`],
])('%s beside %j becomes %s', (name, taken, free) => {
  expect(freeName(name, taken)).toBe(free);
});

it('a free name is one that nobody has, and a name that a person could have typed', () => {
  const name = fc.oneof(fc.constantFrom('a', 'a 2', 'a 3'), fc.string({ minLength: 1, maxLength: MAX_NAME_CHARS }));
  fc.assert(
    fc.property(name, fc.array(name), (wanted, taken) => {
      const free = freeName(wanted, taken);
      expect(taken).not.toContain(free);
      expect(free.length).toBeLessThanOrEqual(MAX_NAME_CHARS);
    }),
  );
});

it('a name that is empty, too long or taken is refused', () => {
  expect(nameProblem(' \t', [])).toBe('empty');
  expect(nameProblem('n'.repeat(MAX_NAME_CHARS + 1), [])).toBe('tooLong');
  expect(nameProblem(` ${'n'.repeat(MAX_NAME_CHARS)} `, [])).toBeNull();
  expect(nameProblem(' tickets ', ['tickets'])).toBe('taken');
  expect(nameProblem('tickets', ['orders'])).toBeNull();
});

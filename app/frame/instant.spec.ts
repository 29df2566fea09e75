import { describe, expect, it } from 'vitest';
import { fromLocalInput, isInstantField, toLocalInput } from './instant';
import fc from '../../kernel/testing/property';

describe('isInstantField', () => {
  it.each([
    ['datetime', '', true],
    ['timestamptz', null, true],
    ['date', '2026-11-20T10:30:00Z', true],
    ['date', '2026-11-20T00:00:00Z', false],
    ['date', '2026-11-20', false],
    ['date', '', false],
    ['text', '2026-11-20T10:30:00Z', false],
  ])('%s holding %j: %s', (type, value, expected) => {
    expect(isInstantField({ type }, value)).toBe(expected);
  });
});

describe('a point in time in a local input', () => {
  it('keeps its minute on the way there and back', () => {
    const minutes = fc.integer({ min: Date.UTC(1970, 0, 2) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const instant = new Date(minute * 60_000).toISOString();
        // The hour that a change to winter time repeats cannot be written in local time.
        const back = fromLocalInput(toLocalInput(instant));
        expect(toLocalInput(back)).toBe(toLocalInput(instant));
      }),
    );
  });

  it.each(['', null, undefined, 'soon', '0001-01-01T00:00:00Z', 7])('shows %j as empty', (value) => {
    expect(toLocalInput(value)).toBe('');
  });

  it.each(['', 'soon'])('writes %j as empty', (text) => {
    expect(fromLocalInput(text)).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { quote, visible } from './visible';

describe('text from outside is printed so that one can see it', () => {
  it.each([
    ['a zero-width space', 'table\u200b', 'table\\u200b'],
    ['a soft hyphen', 'ta\u00adble', 'ta\\u00adble'],
    ['a direction mark', '\u202etxt.exe', '\\u202etxt.exe'],
    ['a no-break space', 'two\u00a0words', 'two\\u00a0words'],
    ['a word joiner', 'a\u2060b', 'a\\u2060b'],
    ['a byte order mark', '\ufeffkey', '\\ufeffkey'],
    ['a Hangul filler', '\u3164', '\\u3164'],
    ['a blank of Braille', '\u2800', '\\u2800'],
    ['a tag', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a variation selector', 'a\ufe0f', 'a\\ufe0f'],
    ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
    ['half a surrogate pair', 'a\ud800', 'a\\ud800'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(new KernelError('x', `There is no ${text}.`).message).toBe(`There is no ${shown}.`);
  });

  it.each(['Añadir', 'ñ 漢字 العربية हिन्दी', '👩‍👩‍👧', '❤️ 👍🏽 🇲🇽', 'line\nline\ttab', '‘“…”’ – —'])('%j stays as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('is quoted on one line, cut between characters', () => {
    expect(quote('a\nb\u200b"')).toBe('"a\\nb\\u200b\\""');
    expect(quote(`${'x'.repeat(58)}😀😀`)).toBe(`"${'x'.repeat(58)}…"`);
    expect([quote(3), quote(null), quote([1]), quote({ a: 1 })]).toEqual(['3', 'null', '[…]', '{…}']);
  });
});

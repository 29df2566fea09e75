import { describe, expect, it } from 'vitest';
import { cleanText, cleanValue, cutText, decodeText, textFault, unstorablePlace } from './text';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a text that was decoded', () => {
  it('is the whole text, and says what a host would stumble over', () => {
    expect(decodeText(bytes('añb'))).toEqual({ text: 'añb', fault: null });
    expect(decodeText(bytes('\ufeffa'))).toEqual({ text: '\ufeffa', fault: 'byte_order_mark' });
    expect(decodeText(bytes('select 1;\0 drop database x'))).toEqual({ text: 'select 1;\0 drop database x', fault: 'nul' });
    expect(decodeText(Uint8Array.of(0x61, 0xe9, 0x62))).toEqual({ text: 'a\ufffdb', fault: 'not_utf8' });
    // Half a surrogate pair, written as if it were a character.
    expect(decodeText(Uint8Array.of(0xed, 0xa0, 0x80)).fault).toBe('not_utf8');
    expect(decodeText(new Uint8Array())).toEqual({ text: '', fault: null });
  });
});

describe('a text that is told', () => {
  it('shows where something stood that nothing can store', () => {
    expect(cleanText('a\0b\ud800c\udc00d')).toBe('a\ufffdb\ufffdc\ufffdd');
    expect(cleanText('plain 😀')).toBe('plain 😀');
  });

  it('is cut between characters', () => {
    expect(cutText('a😀b', 2)).toBe('a');
    expect(cutText('a😀b', 3)).toBe('a😀');
    expect(cleanText('x'.repeat(10), 4)).toBe('xxxx');
  });

  it('is cleaned at every depth, names of members included, and left alone where nothing is wrong', () => {
    const fine = { a: ['b', 1, null, { c: true }] };
    expect(cleanValue(fine)).toBe(fine);
    expect(cleanValue({ 'a\0': ['b\ud83d', 1] })).toEqual({ 'a\ufffd': ['b\ufffd', 1] });
  });
});

describe('a text that somebody says', () => {
  it('is refused for NUL and for half a surrogate pair, with its place', () => {
    expect([textFault('a'), textFault('a\0'), textFault('\udc00')]).toEqual([null, 'nul', 'surrogate']);
    expect(unstorablePlace({ a: [{ b: 'x\0' }] })).toBe('a.0.b');
    expect(unstorablePlace({ a: { 'b\0': 1 } })).toBe('a.b\ufffd');
    expect(unstorablePlace({ a: ['b', 1, null] })).toBeNull();
  });
});

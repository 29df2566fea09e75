import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import fc from '../testing/property';
import { MAX_QR_BYTES, qrPath } from './qr';

const PIXELS = 4;

/** What a camera reads of a code that is drawn black on white. */
function scanned(text: string): string | undefined {
  const { path, size } = qrPath(text);
  const side = size * PIXELS;
  const picture = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < PIXELS; row += 1) {
      const from = ((Number(y) * PIXELS + row) * side + Number(x) * PIXELS) * 4;
      for (let at = from; at < from + PIXELS * 4; at += 4) picture.fill(0, at, at + 3);
    }
  const found = jsQR(picture, side, side);
  return found ? new TextDecoder().decode(Uint8Array.from(found.binaryData)) : undefined;
}

describe('a QR code', () => {
  it.each([17, 271, 929])('of %i bytes is read back', (bytes) => {
    const text = 'https://p.test/#v1.'.padEnd(bytes, 'aB3_-').slice(0, bytes);
    expect(scanned(text)).toBe(text);
  });

  it('of any short text is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
        expect(scanned(text)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('is dark in its corners and light in the four modules around', () => {
    const { path, size } = qrPath('hi');
    expect(size).toBe(21 + 2 * 4);
    expect(path.startsWith('M4 4h1v1h-1zM5 4h1v1h-1z')).toBe(true);
    expect(path).not.toMatch(/M(?:[0-3]|2[5-8]) |M\d+ (?:[0-3]|2[5-8])h/);
  });

  it('holds the longest text that fits, and refuses a longer one', () => {
    expect(qrPath('x'.repeat(MAX_QR_BYTES)).size).toBe(177 + 2 * 4);
    const work = () => qrPath('x'.repeat(MAX_QR_BYTES + 1));
    expect(work).toThrow(KernelError);
    expect(work).toThrow('A QR code holds at most 2953 bytes.');
  });
});

import { gzipSync as nodeGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { gunzipPieces } from './gunzip';

describe('gunzipPieces', () => {
  it('hands a bomb over in pieces, and makes no further one after the receiver refused', () => {
    // 200 MB in about 200 KB: the densest that deflate can be.
    const packed = new Uint8Array(nodeGzip(new Uint8Array(200_000_000), { level: 9 }));
    const pieces: number[] = [];
    const stop = new KernelError('STOP', 'enough');
    expect(() => {
      gunzipPieces(packed, (chunk) => {
        pieces.push(chunk.length);
        if (pieces.length === 3) throw stop;
      });
    }).toThrow(stop);
    expect(pieces.length).toBe(3);
    expect(Math.max(...pieces)).toBeLessThan(9 * 1024 * 1024);
  });

  it('gives back every byte in order, and counts them against the trailer', () => {
    const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) >> 7);
    const whole: number[] = [];
    gunzipPieces(new Uint8Array(nodeGzip(content)), (chunk) => {
      for (const byte of chunk) whole.push(byte);
    });
    expect(Uint8Array.from(whole)).toEqual(content);
  });
});

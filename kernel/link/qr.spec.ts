import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { correctionOf, MAX_QR_BYTES, qrCode, qrPath } from './qr';
import fc from '../testing/property';

const drawn = (text: string): string[] => qrCode(text).map((row) => row.map((isDark) => (isDark ? '#' : '.')).join(''));

/** Reads a code back as a scanner does once it has found the grid: format, mask, zigzag, blocks, bytes. Written apart from the drawer. */
function scan(matrix: readonly (readonly boolean[])[]): { text: string; intact: boolean } {
  const size = matrix.length;
  const version = (size - 17) / 4;
  const dark = (x: number, y: number): boolean => matrix[y]?.[x] ?? false;
  const format = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => dark(8, y)).reduce((value, bit, index) => value | (Number(bit) << index), 0);
  const mask = ((format ^ 0x5412) >> 10) & 7;
  const high = [7, 5, 4, 3, 2, 1, 0].map((x) => dark(x, 8)).reduce((value, bit, index) => value | (Number(bit) << (index + 8)), 0);
  const maskBits = (((format | high) ^ 0x5412) >> 10) & 7;
  const conditions = [
    (y: number, x: number) => (y + x) % 2,
    (y: number) => y % 2,
    (_: number, x: number) => x % 3,
    (y: number, x: number) => (y + x) % 3,
    (y: number, x: number) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (y: number, x: number) => ((y * x) % 2) + ((y * x) % 3),
    (y: number, x: number) => (((y * x) % 2) + ((y * x) % 3)) % 2,
    (y: number, x: number) => (((y + x) % 2) + ((y * x) % 3)) % 2,
  ];
  const flips = (x: number, y: number): boolean => conditions[maskBits]?.(y, x) === 0;
  const count = version < 2 ? 0 : Math.floor(version / 7) + 2;
  // From the table of annex E, worked out by its own rule: equal steps from the far end, the rest at the near end.
  const step = version === 32 ? 26 : count < 2 ? 0 : 2 * Math.ceil((size - 13) / (2 * (count - 1)));
  const centres = count === 0 ? [] : [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - step * (count - 2 - index))];
  const isPattern = (x: number, y: number): boolean => {
    const corner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
    const versionArea = version >= 7 && ((x >= size - 11 && x < size - 8 && y < 6) || (y >= size - 11 && y < size - 8 && x < 6));
    const aligned = centres.some((cx, a) =>
      centres.some((cy, b) => {
        const last = centres.length - 1;
        const hidden = (a === 0 && b === 0) || (a === 0 && b === last) || (a === last && b === 0);
        return !hidden && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
      }),
    );
    return corner || versionArea || aligned || x === 6 || y === 6;
  };
  const bits: number[] = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let row = 0; row < size; row += 1) {
      const y = up ? size - 1 - row : row;
      for (const x of [right, right - 1]) if (!isPattern(x, y)) bits.push(Number(dark(x, y) !== flips(x, y)));
    }
    up = !up;
  }
  const words = Array.from({ length: bits.length >> 3 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
  const blocks = deinterleave(words, version);
  const intact = blocks.every(({ data, correction }) => correctionOf(data, correction.length).join() === correction.join()) && mask >= 0;
  const stream = blocks.flatMap(({ data }) => data);
  const nibbles = stream.flatMap((byte) => [byte >> 4, byte & 15]);
  const lengthNibbles = version < 10 ? 2 : 4;
  const length = nibbles.slice(1, 1 + lengthNibbles).reduce((value, nibble) => value * 16 + nibble, 0);
  const start = 1 + lengthNibbles;
  const bytes = Uint8Array.from({ length }, (_, at) => ((nibbles[start + at * 2] ?? 0) << 4) | (nibbles[start + at * 2 + 1] ?? 0));
  return { text: new TextDecoder().decode(bytes), intact: intact && nibbles[0] === 4 };
}

/** Rows of the standard's table 9 for level L: codewords, error correction a block, blocks. */
const TABLE: Readonly<Record<number, readonly [total: number, correction: number, blocks: number]>> = {
  1: [26, 7, 1],
  2: [44, 10, 1],
  5: [134, 26, 1],
  6: [172, 18, 2],
  7: [196, 20, 2],
  10: [346, 18, 4],
  14: [581, 30, 4],
  21: [1156, 28, 8],
  28: [1921, 30, 13],
  32: [2465, 30, 17],
  40: [3706, 30, 25],
};

function deinterleave(words: readonly number[], version: number): { data: number[]; correction: number[] }[] {
  const [total, degree, count] = TABLE[version] ?? [0, 0, 0];
  expect({ version, words: words.length }).toEqual({ version, words: total });
  const blocks = Array.from({ length: count }, () => ({ data: [] as number[], correction: [] as number[] }));
  const dataWords = total - degree * count;
  const short = Math.floor(dataWords / count);
  const lengths = blocks.map((_, block) => short + (block >= count - (dataWords % count) ? 1 : 0));
  let at = 0;
  for (let index = 0; index <= short; index += 1)
    blocks.forEach(({ data }, block) => {
      if (index < (lengths[block] ?? 0)) data.push(words[at++] ?? 0);
    });
  for (let index = 0; index < degree; index += 1) for (const { correction } of blocks) correction.push(words[at++] ?? 0);
  return blocks;
}

describe('a QR code', () => {
  it('of a short text looks as the standard says', () => {
    const rows = drawn('hi');
    expect(rows.length).toBe(21);
    for (const [y, row] of ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######', '.......'].entries()) {
      expect(rows[y]?.slice(0, 7)).toBe(row);
      expect(rows[y]?.slice(-7)).toBe(row);
      if (y < 7) expect(rows[14 + y]?.slice(0, 7)).toBe(row);
    }
    expect(rows[6]).toMatch(/^#######\.#\.#\.#\.#######$/);
    expect(rows[13]?.[8]).toBe('#');
  });

  // The longest text of each of these versions: every one has another division into blocks or patterns.
  it.each<[version: number, bytes: number]>([
    [1, 17],
    [2, 32],
    [5, 106],
    [6, 134],
    [7, 154],
    [10, 271],
    [14, 458],
    [21, 929],
    [28, 1_528],
    [32, 1_952],
    [40, 2_953],
  ])('of version %i holds %i bytes, intact', (version, bytes) => {
    const text = 'https://p.test/#v1.'.padEnd(bytes, 'aB3_-').slice(0, bytes);
    const matrix = qrCode(text);
    expect(matrix.length).toBe(version * 4 + 17);
    expect(scan(matrix)).toEqual({ text, intact: true });
    if (version < 40) expect(qrCode(`${text}x`).length).toBe((version + 1) * 4 + 17);
  });

  it('reads back whatever short text it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 4 }), (text) => {
        const bytes = new TextEncoder().encode(text).length;
        fc.pre(bytes <= 17);
        expect(scan(qrCode(text))).toEqual({ text, intact: true });
      }),
    );
  });

  it('of a text that is too long is refused', () => {
    const work = () => qrCode('x'.repeat(MAX_QR_BYTES + 1));
    expect(work).toThrow(KernelError);
    expect(work).toThrow('A QR code holds at most 2953 bytes.');
  });

  it('is drawn with its quiet zone', () => {
    expect(
      qrPath([
        [true, false],
        [false, true],
      ]),
    ).toEqual({ path: 'M4 4h1v1h-1zM5 5h1v1h-1z', size: 10 });
  });
});

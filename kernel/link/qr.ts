/**
 * QR codes (ISO/IEC 18004) of texts, bytes mode, error correction level L: the shortest code for a given link. A module is dark
 * where the matrix is true; the quiet zone is the drawer's.
 */
import { KernelError } from '../errors';

/** Codewords of error correction in each block, by version from 1; level L. */
const CORRECTION = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  30, 30, 30, 30, 30,
];
/** Blocks, by version from 1; level L. */
const BLOCKS = [
  1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
];
const MAX_VERSION = 40;
/** Bytes of the longest text that fits. */
export const MAX_QR_BYTES = 2_953;

const sizeOf = (version: number): number => version * 4 + 17;

/** Centres of the alignment patterns along one side. */
function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const centres = Array.from({ length: count - 1 }, (_, index) => sizeOf(version) - 7 - index * step);
  return [6, ...centres.reverse()];
}

/** Modules that carry data, in bits: the square without its patterns. */
function dataBits(version: number): number {
  const aligned = alignment(version).length;
  const patterns = aligned === 0 ? 0 : (25 * aligned - 10) * aligned - 55;
  return (16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0);
}

const at = (list: readonly number[], version: number): number => list[version - 1] ?? 0;
const dataBytes = (version: number): number => Math.floor(dataBits(version) / 8) - at(CORRECTION, version) * at(BLOCKS, version);

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** The generator polynomial of a degree, highest term left out. */
function generator(degree: number): number[] {
  const terms = new Array<number>(degree).fill(0);
  terms[degree - 1] = 1;
  let root = 1;
  for (let round = 0; round < degree; round += 1) {
    for (let index = 0; index < degree; index += 1) terms[index] = times(terms[index] ?? 0, root) ^ (terms[index + 1] ?? 0);
    root = times(root, 2);
  }
  return terms;
}

/** Remainder of a block's data: its error correction. */
export function correctionOf(data: readonly number[], degree: number): number[] {
  const divisor = generator(degree);
  const rest = new Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let index = 0; index < degree; index += 1) rest[index] = (rest[index] ?? 0) ^ times(divisor[index] ?? 0, factor);
  }
  return rest;
}

/** Data codewords: mode, length, text, terminator, padding. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, dataBytes(version) * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const words = Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
  for (let pad = 0xec; words.length < dataBytes(version); pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Blocks with their error correction, interleaved. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const data = dataOf(bytes, version);
  const count = at(BLOCKS, version);
  const degree = at(CORRECTION, version);
  const short = Math.floor(data.length / count);
  const firstLong = count - (data.length % count);
  const blocks: number[][] = [];
  let offset = 0;
  for (let block = 0; block < count; block += 1) {
    const length = short + (block < firstLong ? 0 : 1);
    blocks.push(data.slice(offset, offset + length));
    offset += length;
  }
  const corrections = blocks.map((block) => correctionOf(block, degree));
  const words: number[] = [];
  for (let index = 0; index <= short; index += 1) for (const block of blocks) if (index < block.length) words.push(block[index] ?? 0);
  for (let index = 0; index < degree; index += 1) for (const correction of corrections) words.push(correction[index] ?? 0);
  return words;
}

interface Canvas {
  size: number;
  dark: boolean[][];
  /** Belongs to a pattern: carries no data and is not masked. */
  fixed: boolean[][];
  set: (x: number, y: number, isDark: boolean) => void;
}

function canvas(version: number): Canvas {
  const size = sizeOf(version);
  const grid = (): boolean[][] => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const [dark, fixed] = [grid(), grid()];
  const set = (x: number, y: number, isDark: boolean): void => {
    const [row, marks] = [dark[y], fixed[y]];
    if (row === undefined || marks === undefined || x < 0 || x >= size) return;
    row[x] = isDark;
    marks[x] = true;
  };
  return { size, dark, fixed, set };
}

function finder({ set }: Canvas, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy += 1)
    for (let dx = -4; dx <= 4; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      if (y + dy >= 0 && x + dx >= 0) set(x + dx, y + dy, ring !== 2 && ring !== 4);
    }
}

/** The remainder of a code with an appended BCH check. */
function checked(value: number, bits: number, polynomial: number): number {
  let rest = value;
  for (let round = 0; round < bits; round += 1) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * polynomial);
  return (value << bits) | rest;
}

/** Level and mask, twice. */
function drawFormat({ size, set }: Canvas, mask: number): void {
  // Level L is 01.
  const bits = checked((1 << 3) | mask, 10, 0x537) ^ 0x5412;
  const bit = (index: number): boolean => ((bits >>> index) & 1) === 1;
  for (let index = 0; index <= 5; index += 1) set(8, index, bit(index));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let index = 9; index < 15; index += 1) set(14 - index, 8, bit(index));
  for (let index = 0; index < 8; index += 1) set(size - 1 - index, 8, bit(index));
  for (let index = 8; index < 15; index += 1) set(8, size - 15 + index, bit(index));
  set(8, size - 8, true);
}

function drawPatterns(board: Canvas, version: number): void {
  const { size, set } = board;
  for (let index = 0; index < size; index += 1) {
    set(6, index, index % 2 === 0);
    set(index, 6, index % 2 === 0);
  }
  finder(board, 3, 3);
  finder(board, size - 4, 3);
  finder(board, 3, size - 4);
  const centres = alignment(version);
  const last = centres.length - 1;
  centres.forEach((x, column) =>
    centres.forEach((y, row) => {
      const isFinder = (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
      if (isFinder) return;
      for (let dy = -2; dy <= 2; dy += 1)
        for (let dx = -2; dx <= 2; dx += 1) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }),
  );
  drawFormat(board, 0);
  if (version < 7) return;
  const bits = checked(version, 12, 0x1f25);
  for (let index = 0; index < 18; index += 1) {
    const isDark = ((bits >>> index) & 1) === 1;
    const [a, b] = [size - 11 + (index % 3), Math.floor(index / 3)];
    set(a, b, isDark);
    set(b, a, isDark);
  }
}

/** Fills the free modules in the zigzag of the standard, two columns at a time, from the lower right. */
function drawWords({ size, dark, fixed }: Canvas, words: readonly number[]): void {
  let index = 0;
  for (let pair = 0, right = size - 1; right >= 1; pair += 1, right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const y = pair % 2 === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = dark[y];
        if (row === undefined || fixed[y]?.[x] === true || index >= words.length * 8) continue;
        row[x] = (((words[index >>> 3] ?? 0) >>> (7 - (index & 7))) & 1) === 1;
        index += 1;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function masked({ dark, fixed }: Canvas, mask: number): boolean[][] {
  const flips = MASKS[mask];
  return dark.map((row, y) => row.map((isDark, x) => (fixed[y]?.[x] === true || flips === undefined ? isDark : isDark !== flips(x, y))));
}

/** How hard a code is to read: long runs, squares, patterns like a finder, and too much of one colour. */
function penalty(matrix: readonly (readonly boolean[])[]): number {
  const size = matrix.length;
  const columns = matrix.map((_, x) => matrix.map((row) => row[x] ?? false));
  let score = 0;
  for (const line of [...matrix, ...columns]) {
    const text = line.map((isDark) => (isDark ? '1' : '0')).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    for (let index = 0; index + 11 <= size; index += 1) {
      const piece = text.slice(index, index + 11);
      if (piece === '10111010000' || piece === '00001011101') score += 40;
    }
  }
  let dark = 0;
  matrix.forEach((row, y) =>
    row.forEach((isDark, x) => {
      if (isDark) dark += 1;
      if (row[x + 1] === isDark && matrix[y + 1]?.[x] === isDark && matrix[y + 1]?.[x + 1] === isDark) score += 3;
    }),
  );
  return score + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/**
 * The code of a text.
 * @throws KernelError `QR-TOO-LONG` for more than `MAX_QR_BYTES` of UTF-8
 */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  const needed = (candidate: number): number => Math.ceil((4 + (candidate < 10 ? 8 : 16)) / 8 + bytes.length);
  while (version <= MAX_VERSION && needed(version) > dataBytes(version)) version += 1;
  if (version > MAX_VERSION) throw new KernelError('QR-TOO-LONG', `A QR code holds at most ${String(MAX_QR_BYTES)} bytes.`);
  const board = canvas(version);
  drawPatterns(board, version);
  drawWords(board, codewords(bytes, version));
  let best: { matrix: boolean[][]; score: number } | null = null;
  for (let mask = 0; mask < MASKS.length; mask += 1) {
    drawFormat(board, mask);
    const matrix = masked(board, mask);
    const score = penalty(matrix);
    if (best === null || score < best.score) best = { matrix, score };
  }
  return best?.matrix ?? [];
}

/** The code as the path of an SVG whose viewBox is the code's size with a quiet zone of four modules. */
export function qrPath(matrix: readonly (readonly boolean[])[]): { path: string; size: number } {
  const quiet = 4;
  const path = matrix
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x + quiet)} ${String(y + quiet)}h1v1h-1z` : '')))
    .join('');
  return { path, size: matrix.length + quiet * 2 };
}

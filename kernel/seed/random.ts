/** Numbers that look random and follow from a text: the same text gives the same rows, on every machine. */

export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** Lower-case hex digits. */
  hex(digits: number): string;
}

/** Four words of 32 bits from a text (FNV-1a, once for each word). */
function stateOf(text: string): [number, number, number, number] {
  const word = (start: number): number => {
    let hash = start;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  };
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x7f4a7c15), word(0xc2b2ae35)];
}

/** Rounds after which the state no longer shows the text it came from. */
const WARM_UP = 8;

/** The generator sfc32 on a text. */
export function createRandom(text: string): Random {
  let [a, b, c, d] = stateOf(text);
  const step = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < WARM_UP; round += 1) step();
  const int = (least: number, most: number): number => least + Math.floor(step() * (most - least + 1));
  return {
    next: step,
    int,
    pick<T>(list: readonly T[]): T {
      return list[int(0, list.length - 1)] as T;
    },
    chance: (probability) => step() < probability,
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(''),
  };
}

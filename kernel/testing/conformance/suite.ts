/** The whole suite, in the order it runs: the tables are filled, read, printed, asked for by others, and written to. */
import { ASKING } from './asking';
import { CALLING } from './calling';
import type { Case } from './case';
import { CHOOSING } from './choosing';
import { DESCRIBING } from './describing';
import { DRAWING } from './drawing';
import { PRINTING } from './printing';
import { READING } from './reading';
import { KEEPING, LEAVING } from './ruling';
import { SERVING } from './serving';
import { TELLING } from './telling';
import { FILLING, WRITING } from './writing';

export const SUITE: readonly Case[] = [
  ...FILLING,
  ...READING,
  ...PRINTING,
  ...DESCRIBING,
  ...DRAWING,
  ...ASKING,
  ...WRITING,
  ...KEEPING,
  ...CHOOSING,
  ...LEAVING,
  ...SERVING,
  ...CALLING,
  ...TELLING,
];

/**
 * The suite with the reads between two writes in another order, drawn from a number: what a read answers depends on what
 * was written before it and on no other read.
 */
export function withReadsShuffled(seed: number): Case[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const order: Case[] = [];
  const reads: Case[] = [];
  const lay = (): void => {
    while (reads.length > 0) order.push(...reads.splice(below(reads.length), 1));
  };
  for (const one of SUITE) {
    if (one.method === 'GET') {
      reads.push(one);
      continue;
    }
    lay();
    order.push(one);
  }
  lay();
  return order;
}

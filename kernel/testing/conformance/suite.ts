/** The whole suite, in the order it runs: the tables are filled, read, printed, asked for by others, and written to. */
import { ASKING } from './asking';
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
  ...TELLING,
];

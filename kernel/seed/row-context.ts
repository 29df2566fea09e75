/** What the values of one row are made from: they belong together, so a person's mail carries the person's name. */
import type { DynamicModel } from '../installed/model';
import type { SqlText } from '../dynamic/values';
import { unaccented } from '../values/unaccented';
import type { Random } from './random';
import type { Place, Words } from './words/words';

export interface Person {
  first: string;
  last: string;
}

export interface RowContext {
  readonly random: Random;
  readonly words: Words;
  readonly model: DynamicModel;
  /** Stands in texts that must be unique. */
  readonly mark: number;
  /** Milliseconds; the instant the sample looks back from. */
  readonly now: number;
  /** Numbers are divided by it: raised when a row's sums did not fit. */
  readonly shrink: number;
  /** Users of the organization, for columns that hold one without saying so. */
  readonly users: readonly string[];
  readonly organizationId: string;
  /** What the row has so far. */
  readonly values: ReadonlyMap<string, SqlText>;
  readonly person: () => Person;
  readonly company: () => string;
  readonly place: () => Place;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

export type RowFacts = Pick<RowContext, 'random' | 'words' | 'model' | 'mark' | 'now' | 'shrink' | 'users' | 'organizationId' | 'values'>;

export function rowContext(facts: RowFacts): RowContext {
  const { random, words } = facts;
  return {
    ...facts,
    person: once(() => ({ first: random.pick(words.firstNames), last: random.pick(words.lastNames) })),
    company: once(() => `${random.pick(words.companies)} ${random.pick(words.companyForms)}`),
    place: once(() => random.pick(words.places)),
  };
}

export const fullName = ({ first, last }: Person): string => `${first} ${last}`;

/** Letters and digits in lower case, without accents; everything else becomes `between`. */
export const plain = (text: string, between: string): string =>
  unaccented(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, between)
    .replace(new RegExp(`^\\${between}+|\\${between}+$`, 'g'), '');

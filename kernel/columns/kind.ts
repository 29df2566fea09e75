/**
 * What a kind of column owes to the rooms: how its types are written, what PostgreSQL takes as a value, how it is compared, which
 * cell and input show it. A new kind is a file beside this one and a line in `kinds.ts`; the compiler names what it lacks.
 */
import type { Fragment } from '../database/sql';
import type { Locale } from '../locale';

/** What a type says beyond its kind. Without a length a text and a vector have any. */
export interface Bounds {
  /** Characters of a varchar, dimensions of a vector. */
  length?: number;
  precision?: number;
  scale?: number;
  /** Largest whole number; the smallest is one below its negative. */
  largest?: bigint;
}

export interface SqlType extends Bounds {
  /** A member of a closed list, or composed of one and digits: it stands in DDL as it is. */
  sql: string;
}

/** A type with numbers in brackets: `varchar(40)`, `numeric(12,2)`. */
export interface SizedType {
  /** How many numbers it takes, and needs. */
  numbers: 1 | 2;
  typeOf: (first: number, second: number) => SqlType;
  /** Names of other systems that are written as this one where a size follows. */
  aliases: readonly string[];
}

/** Not of the type at all, out of its bounds, longer than it is, with more decimals than it keeps. */
export type ValueFault = 'type' | 'size' | 'length' | 'decimals';

/** What a default may be without quotes: a number, `true`, `gen_random_uuid()`, `now()`. */
export type Unquoted = 'number' | 'flag' | 'uuid' | 'instant';

export interface Kind {
  /** Types of the contract without numbers, by the word that a manifest writes. */
  plain: Readonly<Record<string, SqlType>>;
  /** Types of the contract with numbers, by the word before the bracket. */
  sized?: Readonly<Record<string, SizedType>>;
  /** What completion offers, the likeliest first; types with a size as they are mostly written. */
  offered: readonly string[];
  /** Names of other systems, and the type that is meant. */
  aliases: Readonly<Record<string, string>>;
  /** Types of the flat contract, v2, and what they are in v3. */
  flat: Readonly<Record<string, string>>;

  /** What a person should write: `a day such as 2026-01-31`. */
  form: Readonly<Record<Locale, string>>;
  /** The code of a value in a request that is none. */
  errorCode: 'uuid' | 'integer' | 'numeric' | 'invalid_type';
  /**
   * A value of a request's body as the column's text, or null when it cannot be one. Left out where only texts, numbers and
   * booleans count, which are read by `literal`.
   */
  ofJson?: (value: unknown) => string | null;
  /** Whether `true` of JSON is a value of the kind. */
  takesFlag: boolean;
  /** The numbers 1.0 and 1e3 are read as whole ones. */
  isWhole: boolean;
  /**
   * A text of a URL, a body or a file as PostgreSQL reads it, or null when it is no value. What passes cannot make a cast fail; a
   * number still has to fit its column.
   */
  literal: (text: string) => string | null;
  /**
   * What is wrong with a text of a manifest; null when PostgreSQL takes it and keeps it as it is. Strict on purpose: what it reads
   * in many spellings passes in the usual one only, so that what passes is the same on every host and for every session.
   */
  fault: (text: string, bounds: Bounds) => ValueFault | null;
  /** What PostgreSQL assigns to it without quotes. */
  assigns: readonly Unquoted[];

  /** The type an operand is compared as: wide enough for any operand, without length or scale, to which a cast would cut it. Null: not at all. */
  comparedAs: string | null;
  /** Rows can be sorted and grouped by it. */
  isSortable: boolean;
  /** It has a smallest and a largest value worth showing. */
  isRanked: boolean;
  /** Sums, averages and arithmetic take it. */
  isNumber: boolean;
  /** A day or an instant. */
  isMoment: boolean;
  /** Not above a text that means more than one value, such as a day for instants; null for any other text. */
  upTo?: (at: Fragment, text: string) => Fragment | null;
  /** Whether a value holds an item, where values are lists. */
  holds?: (at: Fragment, item: string) => Fragment;
  /** Bytes that a value takes in an answer, where there may be many. Null is none. */
  bytes?: (at: Fragment) => Fragment;

  /** Methods that index it, where hosts name no operator class. */
  indexMethods: (bounds: Bounds) => readonly string[];
  /** Bytes of the shortest value in an entry of a btree, and what its place is a multiple of. */
  shortest: (bounds: Bounds) => { bytes: number; alignment: number };

  screen: {
    /** Type of a column in the generated table. */
    cell: 'number' | 'boolean' | 'datetime' | 'text';
    /** Control of a form, where nothing else is declared. */
    control: 'number' | 'boolean' | 'datetime' | 'date' | 'textarea' | 'text';
    /** Control that filters in the table's header; null for none. */
    filter: 'boolean' | 'date_range' | 'number_range' | 'text' | null;
    /** How cells are drawn whatever the column is called. */
    style?: 'datetime' | 'date';
    /** How cells are drawn where the column's name says nothing. */
    plainStyle?: 'boolean';
  };
  /** How a cell of a file is read: wider than a request, in the spellings of people and spreadsheets. */
  fileCell: 'text' | 'flag' | 'number' | 'day';
}

/** Indexes of a value that has an order and a hash. */
export const usualMethods = (): readonly string[] => ['btree', 'hash'];

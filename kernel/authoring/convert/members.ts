/** Small tools for objects whose members may be absent or null. */
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import type { Conversion } from './context';

/** Members that are given: in v2 null means the same as absent, in v3 it is refused. */
type Given<T> = { [K in keyof T as undefined extends T[K] ? never : null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : null extends T[K] ? K : never]?: Exclude<T[K], null | undefined>;
};

/** Leaves out members that are null or undefined. */
export function given<T extends object>(object: T): Given<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined)) as Given<T>;
}

/** Text, or nothing where it is absent or empty. */
export const textOr = (value: string | null | undefined): string | undefined => (value === null || value === '' ? undefined : value);

/** Texts of a list, without null. */
export const textsOr = (list: readonly (string | null)[] | null | undefined): string[] | undefined => list?.filter((text) => text !== null);

/** A list, or nothing where it is absent or empty. */
export const filled = <T>(list: readonly T[]): T[] | undefined => (list.length === 0 ? undefined : [...list]);

/** Reports members that v2 does not know. */
export function noteUnknown(conversion: Conversion, object: object, known: readonly string[], path: readonly Step[]): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) conversion.note('CONV-UNKNOWN', [...path, name], convertMessages.unknownField(name));
  }
}

/** In v2 null means the same as absent. */
export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

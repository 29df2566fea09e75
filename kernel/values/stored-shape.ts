/**
 * What the kernel itself stored as JSON, on its way back. Whoever reads it trusts in the kinds of its values, so they are looked at
 * first: a record that is damaged is told with the place of the damage, and the others are not concerned.
 */
import type { Locale } from '../locale';
import { isRecord } from './encoding';
import { isNumber } from './json';

/** Kinds of values of JSON, as a schema names them. */
export type ValueKind = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

export const IS_KIND: Readonly<Record<ValueKind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: isNumber,
  integer: (value) => isNumber(value) && /^-?\d+$/.test(String(value)),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => isRecord(value) && !isNumber(value),
};

/** What a value is not. */
export const NOT_OF_KIND: Readonly<Record<ValueKind, Record<Locale, string>>> = {
  string: { en: 'is no text', es: 'no es un texto' },
  number: { en: 'is no number', es: 'no es un número' },
  integer: { en: 'is no whole number', es: 'no es un número entero' },
  boolean: { en: 'is neither true nor false', es: 'no es verdadero ni falso' },
  array: { en: 'is no list', es: 'no es una lista' },
  object: { en: 'is no object', es: 'no es un objeto' },
};

/** What a stored value has to be like. Members that are not named may be anything. */
export type StoredShape =
  | ValueKind
  | 'anything'
  /** Null will do as well. */
  | { readonly orNull: StoredShape }
  /** May be missing. */
  | { readonly ifThere: StoredShape }
  | { readonly listOf: StoredShape }
  /** An object whose members are all alike. */
  | { readonly mapOf: StoredShape }
  | { readonly members: Readonly<Record<string, StoredShape>> };

export interface Damage {
  /** JSON pointer to the first value that is missing or of another kind. */
  place: string;
  /** What should be there; null where nothing is. */
  kind: ValueKind | null;
}

const mayMiss = (shape: StoredShape): boolean => typeof shape === 'object' && 'ifThere' in shape;

function damageOfMembers(value: unknown, members: Readonly<Record<string, StoredShape>>, place: string): Damage | null {
  if (!isRecord(value)) return { place, kind: 'object' };
  for (const [name, shape] of Object.entries(members)) {
    const at = `${place}/${name}`;
    if (!Object.hasOwn(value, name)) {
      if (mayMiss(shape)) continue;
      return { place: at, kind: null };
    }
    const found = damageIn(value[name], shape, at);
    if (found) return found;
  }
  return null;
}

/** The first damage of a value, or null. */
export function damageIn(value: unknown, shape: StoredShape, place = ''): Damage | null {
  if (shape === 'anything') return null;
  if (typeof shape === 'string') return IS_KIND[shape](value) ? null : { place, kind: shape };
  if ('orNull' in shape) return value === null ? null : damageIn(value, shape.orNull, place);
  if ('ifThere' in shape) return damageIn(value, shape.ifThere, place);
  if ('members' in shape) return damageOfMembers(value, shape.members, place);
  const [kind, each] = 'listOf' in shape ? (['array', shape.listOf] as const) : (['object', shape.mapOf] as const);
  if (!IS_KIND[kind](value)) return { place, kind };
  for (const [name, item] of Object.entries(value as object)) {
    const found = damageIn(item, each, `${place}/${name}`);
    if (found) return found;
  }
  return null;
}

/** @example damageSentence({ place: '/roles', kind: 'array' }, 'en') // 'what is stored is damaged: /roles is no list' */
export function damageSentence({ place, kind }: Damage, locale: Locale): string {
  const [said, whole, missing] =
    locale === 'es'
      ? ['lo que está guardado está dañado', 'el registro', 'no está']
      : ['what is stored is damaged', 'the record', 'is missing'];
  return `${said}: ${place === '' ? whole : place} ${kind === null ? missing : NOT_OF_KIND[kind][locale]}`;
}

/** A record of a list; one that is damaged says so, and has `instead` of what cannot be read. */
export function wholeOr<T extends object>(record: T, shape: StoredShape, instead: Partial<T>): T & { damaged?: string } {
  const damage = damageIn(record, shape);
  return damage === null ? record : { ...record, ...instead, damaged: damageSentence(damage, 'en') };
}

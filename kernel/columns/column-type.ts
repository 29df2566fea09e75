/** A manifest's type of a column: its kind, its SQL, its bounds. */
import { KINDS, type ColumnKind } from './kinds';
import type { Bounds, Kind, SizedType, SqlType, ValueFault } from './kind';
import { unstorablePlace } from '../values/text';

export type { ColumnKind } from './kinds';

/** A column's type. */
export interface ColumnType extends SqlType {
  kind: ColumnKind;
}

const each = Object.entries(KINDS) as [ColumnKind, Kind][];

const PLAIN: ReadonlyMap<string, ColumnType> = new Map(
  each.flatMap(([kind, { plain }]) => Object.entries(plain).map(([word, type]) => [word, { kind, ...type }] as const)),
);
const SIZED: ReadonlyMap<string, SizedType & { kind: ColumnKind }> = new Map(
  each.flatMap(([kind, { sized = {} }]) => Object.entries(sized).map(([word, type]) => [word, { kind, ...type }] as const)),
);

const WITH_NUMBERS = /^([a-z]+)\((\d{1,4})(?:,(\d{1,4}))?\)$/;

/**
 * The SQL type of a manifest type (docs/architecture/03, INST-TYPES). The answer is one of a closed list plus digits, so it
 * can stand in DDL as it is.
 * Null for any other text.
 */
export function columnTypeOf(type: string): ColumnType | null {
  const plain = PLAIN.get(type);
  if (plain) return plain;
  const [, word = '', first, second] = WITH_NUMBERS.exec(type) ?? [];
  const sized = SIZED.get(word);
  if (sized?.numbers !== (second === undefined ? 1 : 2)) return null;
  return { kind: sized.kind, ...sized.typeOf(Number(first), Number(second ?? 0)) };
}

/** Types as completion offers them. */
export const OFFERED_TYPES: readonly string[] = each.flatMap(([, { offered }]) => offered);

/** Names of other systems for a type without numbers, and the type that is meant. */
export const TYPE_ALIASES: ReadonlyMap<string, string> = new Map(each.flatMap(([, { aliases }]) => Object.entries(aliases)));

/** Types of the flat contract, and what they are in v3. */
export const FLAT_TYPES: ReadonlyMap<string, string> = new Map(each.flatMap(([, { flat }]) => Object.entries(flat)));

/** Words that numbers may follow, and the type that is meant. */
export const SIZED_ALIASES: ReadonlyMap<string, { word: string; numbers: 1 | 2 }> = new Map(
  [...SIZED].flatMap(([word, { aliases, numbers }]) => [word, ...aliases].map((alias) => [alias, { word, numbers }] as const)),
);

/** What PostgreSQL would say of a type's parameters; null for a type that it takes. */
export function typeFault({ length, precision, scale }: Bounds): 'length' | 'precision' | 'scale' | null {
  if (length !== undefined && length < 1) return 'length';
  if (precision !== undefined && (precision < 1 || precision > 1000)) return 'precision';
  return scale !== undefined && scale > 1000 ? 'scale' : null;
}

/** What is wrong with a text that PostgreSQL would read as a type; null when it takes it and keeps it as it is. */
export const textFault = (type: ColumnType, text: string): ValueFault | null =>
  unstorablePlace(text) === null ? KINDS[type.kind].fault(text, type) : 'type';

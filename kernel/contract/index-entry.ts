/** How long an entry of a btree is at least, as PostgreSQL lays one out. */
import type { ColumnType } from '../columns/column-type';
import { KINDS } from '../columns/kinds';

/** Bytes of the longest entry, its head included. */
export const MAX_ENTRY_BYTES = 2704;
const HEAD_BYTES = 8;
/** The map of nulls comes with the first one. */
const HEAD_WITH_NULLS_BYTES = 16;
const ALIGNMENT = 8;
/** Bytes of the longest text of an entry that has nothing else; its length takes four. */
export const MAX_ENTRY_TEXT_BYTES = MAX_ENTRY_BYTES - HEAD_BYTES - 4;

export interface IndexedColumn {
  /** Null for a type that is none. */
  type: ColumnType | null;
  notNull: boolean;
}

const aligned = (at: number, to: number): number => Math.ceil(at / to) * to;

/**
 * Whether no row that gives its vectors a value fits an index of these columns, in their order. How long other values become is a
 * matter of rows.
 */
export function isTooWide(columns: readonly IndexedColumn[]): boolean {
  const bytesOf = (taken: readonly IndexedColumn[], head: number): number => {
    let at = head;
    for (const { type } of taken) {
      if (type === null) continue;
      const { bytes, alignment } = KINDS[type.kind].shortest(type);
      at = aligned(at, alignment) + bytes;
    }
    return aligned(at, ALIGNMENT);
  };
  const needed = columns.filter(({ type, notNull }) => notNull || type === null || type.kind === 'vector');
  const full = bytesOf(columns, HEAD_BYTES);
  const sparse = needed.length < columns.length ? bytesOf(needed, HEAD_WITH_NULLS_BYTES) : full;
  return Math.min(full, sparse) > MAX_ENTRY_BYTES;
}

/** How long an entry of a btree is at least, as PostgreSQL lays one out. */
import type { TypeFacts } from './column-value';

/** Bytes of the longest entry, its head included. */
export const MAX_ENTRY_BYTES = 2704;
const HEAD_BYTES = 8;
/** The map of nulls comes with the first one. */
const HEAD_WITH_NULLS_BYTES = 16;
const ALIGNMENT = 8;

export interface IndexedColumn {
  /** Null for a type that is none. */
  facts: TypeFacts | null;
  notNull: boolean;
}

const aligned = (at: number, to: number): number => Math.ceil(at / to) * to;

/** Bytes of the shortest value of a type, and what its place is a multiple of. */
function shortest({ family, length = 0, largest = 0n }: TypeFacts): { bytes: number; alignment: number } {
  switch (family) {
    case 'uuid':
      return { bytes: 16, alignment: 1 };
    case 'integer':
      return largest > 2n ** 31n ? { bytes: 8, alignment: 8 } : { bytes: 4, alignment: 4 };
    case 'instant':
      return { bytes: 8, alignment: 8 };
    case 'date':
      return { bytes: 4, alignment: 4 };
    case 'boolean':
      return { bytes: 1, alignment: 1 };
    case 'text':
      // It may be empty: its length alone is kept.
      return { bytes: 1, alignment: 1 };
    case 'decimal':
      return { bytes: 3, alignment: 1 };
    case 'json':
      return { bytes: 5, alignment: 1 };
    case 'vector':
      // Never compressed; of any length it may have one number.
      return length > 30 ? { bytes: 8 + 4 * length, alignment: 4 } : { bytes: 5 + 4 * Math.max(length, 1), alignment: 1 };
  }
}

/**
 * Whether no row that gives its vectors a value fits an index of these columns, in their order. How long other values become is a
 * matter of rows.
 */
export function isTooWide(columns: readonly IndexedColumn[]): boolean {
  const bytesOf = (taken: readonly IndexedColumn[], head: number): number => {
    let at = head;
    for (const { facts } of taken) {
      if (facts === null) continue;
      const { bytes, alignment } = shortest(facts);
      at = aligned(at, alignment) + bytes;
    }
    return aligned(at, ALIGNMENT);
  };
  const needed = columns.filter(({ facts, notNull }) => notNull || facts === null || facts.family === 'vector');
  const full = bytesOf(columns, HEAD_BYTES);
  const sparse = needed.length < columns.length ? bytesOf(needed, HEAD_WITH_NULLS_BYTES) : full;
  return Math.min(full, sparse) > MAX_ENTRY_BYTES;
}

/** Where a host keeps the rows of a project beside its database: a lost database is built again from there. */
import type { NumberedEntry, RowState } from '../journal/entry';

export interface RowStorage {
  /** Takes over entries of the journal, oldest first: all of them or none, and with them the number of the last one. */
  keep(entries: readonly NumberedEntry[]): Promise<void>;
  /** The rows that are kept, and how many records are no rows: they stay where they are. */
  rows(): Promise<{ rows: RowState[]; damaged: number }>;
  forget(): Promise<void>;
  /** Forgets the rows of one schema. */
  forgetSchema(schema: string): Promise<void>;
}

/**
 * A row's state after a committed change. A trigger on every addon table writes it in the change's own transaction
 * (`metacore.journal_row`, tables.ts), so the journal never tells of something that did not happen
 * and misses nothing that did, cascades and seeds included. The page moves it to the project's own storage, from which a
 * lost database is rebuilt.
 */
export type JournalEntry = RowState | { op: 'delete'; schema: string; table: string; id: string };

export interface RowState {
  op: 'upsert';
  schema: string;
  table: string;
  id: string;
  /** The row as the text of a JSON object, parked columns included: parsed by JavaScript, long numbers would lose digits. */
  row: string;
}

export interface NumberedEntry {
  seq: number;
  entry: JournalEntry;
}

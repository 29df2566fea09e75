/**
 * What a committed operation did to a row. A trigger on every addon table writes it in the change's own transaction
 * (`metacore.journal_row`, tables.ts), so the journal never tells of something that did not happen
 * and misses nothing that did, cascades and seeds included. The page moves the state to the project's own storage, from which a
 * lost database is rebuilt.
 */

/** `note` tells of a row as it is, where nothing says what it was before: it was brought back, or its table or a column got another name. */
export type RowOperation = 'insert' | 'update' | 'delete' | 'note';

/** A row that an operation touched, the row before and after as the text of a JSON object: parsed by JavaScript, long numbers would lose digits. */
export interface TouchedRow {
  seq: number;
  op: RowOperation;
  schema: string;
  table: string;
  id: string;
  /** Null for a new row, and where it is not known. */
  before: string | null;
  /** Null for a row that is gone. */
  after: string | null;
}

/** What the project's storage is told: the state of a row, that it is gone, or that everything of a schema is. */
export type JournalEntry = RowState | { op: 'delete'; schema: string; table: string; id: string } | { op: 'drop'; schema: string };

export interface RowState {
  op: 'upsert';
  schema: string;
  table: string;
  id: string;
  /** The row as the text of a JSON object, parked columns included. */
  row: string;
}

export interface NumberedEntry {
  seq: number;
  entry: JournalEntry;
}

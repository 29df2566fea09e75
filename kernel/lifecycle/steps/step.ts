import type { ColumnState, ForeignKeyState, IndexState, TableState } from '../../schema/state';

/**
 * One change of an addon's schema, as plain data that can be printed, compared and sent to the page. `note`, where a
 * step has one, tells a person what it means for their rows.
 */
export type Step =
  | { kind: 'create-schema'; schema: string }
  /** The rows are the same ones: what is kept of them follows. */
  | { kind: 'rename-table'; schema: string; table: string; to: string }
  | { kind: 'rename-column'; schema: string; table: string; column: string; to: string }
  | { kind: 'create-table'; schema: string; table: TableState }
  | { kind: 'add-column'; schema: string; table: string; column: ColumnState }
  | { kind: 'alter-column-type'; schema: string; table: string; column: string; from: string; to: string }
  | { kind: 'set-default'; schema: string; table: string; column: string; default: string | null }
  | { kind: 'set-not-null'; schema: string; table: string; column: string }
  | { kind: 'drop-not-null'; schema: string; table: string; column: string }
  /** What the column is for; null takes the comment away. */
  | { kind: 'set-comment'; schema: string; table: string; column: string; comment: string | null }
  /** Only where it holds nothing a person entered. */
  | { kind: 'drop-table'; schema: string; table: string }
  /** Only for a column that holds nothing a person entered, or that the database computes. */
  | { kind: 'drop-column'; schema: string; table: string; column: string }
  | { kind: 'park-column'; schema: string; table: string; column: string }
  | { kind: 'park-table'; schema: string; table: string }
  | { kind: 'create-index'; schema: string; table: string; index: IndexState }
  | { kind: 'drop-index'; schema: string; index: string }
  | { kind: 'add-foreign-key'; schema: string; table: string; foreignKey: ForeignKeyState }
  | { kind: 'drop-foreign-key'; schema: string; table: string; name: string };

export interface Plan {
  addonKey: string;
  version: string;
  steps: Step[];
}

/** The tables of an addon as data: what is compared with what is installed, and stored beside the installation. */
import type { GeneratedColumn } from './generated-column';

export interface ColumnState {
  name: string;
  /** SQL type of the closed list in `column-type.ts`. */
  type: string;
  notNull: boolean;
  /** SQL literal of the closed list in `default-value.ts`, or null. */
  default: string | null;
  /** Computed by the database on every write; such a column has neither default nor NOT NULL. */
  generated?: GeneratedColumn;
  /** What the manifest says the column is for. */
  comment?: string | undefined;
  /** No longer in the manifest, kept because it held values; hidden from the API. */
  parked?: true;
}

export interface IndexState {
  name: string;
  columns: string[];
  /** The last column is sorted downwards. */
  descending?: true;
  unique: boolean;
  method: 'btree' | 'gin' | 'gist' | 'hash' | 'ivfflat' | 'hnsw';
  where: string | null;
  /** Set on the index of a `unique` rule: rows that are there may stand in its way, which is reported and not refused. */
  rule?: UniqueRule;
}

/** A rule that rows are unique by some columns, among those that are not deleted and have these values. */
export interface UniqueRule {
  errorKey: string;
  /** Column the error is shown on. */
  field: string;
  /** Columns and the values one of which they must have, in the manifest's order. */
  match: [column: string, values: string[]][];
  /** Text columns among the rule's: a blank is no value, forms send one for every field left empty. */
  texts: string[];
  /** The table has tombstones, which do not count. */
  living: boolean;
}

export interface ForeignKeyState {
  name: string;
  columns: string[];
  /** Schema and table pointed at. */
  schema: string;
  table: string;
  references: string[];
  onDelete: 'restrict' | 'cascade' | 'set null' | 'no action';
}

export interface TableState {
  name: string;
  columns: ColumnState[];
  primaryKey: string[];
  indexes: IndexState[];
  foreignKeys: ForeignKeyState[];
  /** Column that row-level security compares with the tenant, or null when the table has none. */
  tenantColumn: string | null;
  parked?: true;
}

export interface SchemaState {
  schema: string;
  tables: TableState[];
}

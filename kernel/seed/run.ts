/** A run of sample data as plain data: what was asked for, how far it is, what it made. */

export type SeedLanguage = 'en' | 'es';

export interface SeedOrder {
  /** Rows for each table. */
  rows: number;
  /** The same number gives the same rows. */
  seed: number;
  language: SeedLanguage;
  /** Only this addon's tables. */
  addon?: string;
  /** Only these tables, by table name or model key. */
  models?: readonly string[];
}

/** Why a table got fewer rows than were asked for. */
export interface SeedShortfall {
  code: 'needs_rows' | 'unique' | 'rules' | 'refused';
  /** Tables that have to have rows first, or what PostgreSQL said. */
  detail: string;
}

export interface SeededTable {
  schema: string;
  table: string;
  /** The model's key and its addon's. */
  model: string;
  addon: string;
  rows: number;
  /** Rows are told by the id of the run, or listed one by one. */
  listed: boolean;
  shortfall: SeedShortfall | null;
}

export interface SeedRun {
  id: string;
  rows: number;
  seed: number;
  language: SeedLanguage;
  /** `interrupted`: the kernel ended while it ran. */
  state: 'running' | 'done' | 'cancelled' | 'failed' | 'interrupted';
  /** Rows that were asked for in all, and that are there so far. */
  wanted: number;
  made: number;
  /** In the order they were filled. */
  tables: SeededTable[];
  /** Counters of folios as they stood before and after. */
  counters: { model: string; key: string; branch: string; addon: string; from: number; to: number }[];
  message: string | null;
}

/** Most rows of one run, all tables together. */
export const MAX_SEED_ROWS = 1_000_000;

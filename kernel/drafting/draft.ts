/** What somebody described, before it is a manifest: tables with columns, and what was not understood. Plain data. */
import type { Text } from '../contract/text';

/** Characters of a description; what is longer is refused and not read in part. */
export const MAX_DRAFT_CHARS = 1024 * 1024;
export const MAX_DRAFT_MODELS = 40;
/** Columns of one table: more fit into PostgreSQL, and nobody finds their way in such a form. */
export const MAX_DRAFT_COLUMNS = 100;
/** Rows of a CSV that become sample rows. */
export const MAX_DRAFT_ROWS = 500;
/** Notes that are listed; more say nothing new. */
export const MAX_DRAFT_NOTES = 20;

/** What a column holds, as people name it. */
export type DraftKind =
  | 'text'
  | 'long'
  | 'whole'
  | 'number'
  | 'money'
  | 'flag'
  | 'day'
  | 'instant'
  | 'email'
  | 'phone'
  | 'url'
  | 'choice'
  | 'reference';

export interface DraftColumn {
  /** As the table calls it. */
  name: string;
  /** As people read it. */
  label: string;
  kind: DraftKind;
  required: boolean;
  unique: boolean;
  /** Values of a choice. */
  options: readonly string[];
  /** The table that a reference points at, or `core.User`; empty for anything else. */
  target: string;
}

export interface DraftModel {
  table: string;
  /** Name of one row, in Pascal case: `Book` of `books`. */
  key: string;
  label: string;
  columns: DraftColumn[];
  /** Sample rows, by column; values as a request writes them. */
  rows: Readonly<Record<string, unknown>>[];
}

/** What was not taken as it stands, and where. */
export interface DraftNote {
  /** From 1; 0: the text as a whole. */
  line: number;
  text: Text;
}

export type DraftFormat = 'lines' | 'sql' | 'csv';

export interface Draft {
  /** What the text was taken for; null where there is none. */
  format: DraftFormat | null;
  models: DraftModel[];
  notes: DraftNote[];
}

export const NO_DRAFT: Draft = { format: null, models: [], notes: [] };

/** A draft of nothing but a note. */
export const refusedDraft = (format: DraftFormat | null, line: number, en: string, es: string): Draft => ({
  format,
  models: [],
  notes: [{ line, text: { en, es } }],
});

/** Whether a manifest can be made of it. */
export const isDrafted = ({ models }: Draft): boolean => models.some(({ columns }) => columns.length > 0);

/** The cells of a file by their places, whatever its format. Empty ones are not kept, so gaps cost nothing. */
import { fileFault } from './faults';
import { within } from './limits';

/** Why a cell has no value that could be stored. */
export type CellFault = 'cell_error' | 'no_result';

export interface FileCell {
  /** From 0. */
  readonly column: number;
  readonly text: string;
  readonly fault?: CellFault;
}

export interface FileRow {
  /** As a person counts them: the first line of the file is 1. */
  readonly number: number;
  readonly cells: readonly FileCell[];
}

/** How the texts of a file were written. Semicolons are what spreadsheets write where the comma is the mark of decimals. */
export type Dialect = 'workbook' | 'json' | 'comma' | 'semicolon';

export interface FileContent {
  dialect: Dialect;
  /** By column; a text without characters where there is no heading. */
  headings: string[];
  rows: FileRow[];
  /** Rows without any value. */
  skipped: number;
  /** Whether its letters are no UTF-8, and were read as those of western Windows. */
  isWindows?: boolean;
  /** Cells with the sign that programs write in place of letters they could not read, and the first row that has one. */
  lostLetters?: { readonly cells: number; readonly row: number };
}

export interface Grid {
  /** A row is there, whether it holds something or not. */
  row(number: number): void;
  /** What stands at a place; a second text of the same place is dropped. @throws FileFault `too_large` */
  cell(number: number, column: number, text: string, fault?: CellFault): void;
  /** Headings are the first row that holds something. @throws FileFault `empty` */
  content(dialect: Dialect): FileContent;
}

/** U+FFFD: whoever wrote the file had lost a letter. */
const LOST_LETTER = '\ufffd';

export function createGrid(): Grid {
  const rows = new Map<number, FileCell[]>();
  const blank = { before: 0, after: 0 };
  let cells = 0;
  let chars = 0;
  let last = 0;
  let lost = { cells: 0, row: Number.POSITIVE_INFINITY };
  const grid: Grid = {
    row(number) {
      if (number <= last) return;
      last = number;
      if (rows.size === 0) blank.before += 1;
      else blank.after += 1;
    },
    cell(number, column, text, fault) {
      if (text.trim() === '' && fault === undefined) return;
      within('maxColumns', column + 1);
      within('maxCellChars', text.length);
      within('maxCells', (cells += 1));
      within('maxChars', (chars += text.length));
      if (text.includes(LOST_LETTER)) lost = { cells: lost.cells + 1, row: Math.min(lost.row, number) };
      const cell = { column, text, ...(fault && { fault }) };
      const row = rows.get(number);
      if (row) {
        const behind = (row.at(-1)?.column ?? -1) < column;
        if (behind || !row.some((other) => other.column === column)) row.push(cell);
        return;
      }
      within('maxRows', rows.size);
      if (number === last) {
        if (rows.size === 0) blank.before -= 1;
        else blank.after -= 1;
      }
      rows.set(number, [cell]);
    },
    content(dialect) {
      const inOrder = [...rows].sort(([a], [b]) => a - b);
      const [first, ...rest] = inOrder;
      if (!first) throw fileFault('empty');
      const headings: string[] = [];
      for (const { column, text } of first[1]) {
        within('maxHeadingChars', text.length);
        headings[column] = text;
      }
      return {
        dialect,
        headings: Array.from(headings, (heading: string | undefined) => heading ?? ''),
        rows: rest.map(([number, found]) => ({ number, cells: found })),
        skipped: blank.after,
        ...(lost.cells > 0 && { lostLetters: lost }),
      };
    },
  };
  return grid;
}

/** Rows beyond what a sheet can have are no rows. */
export const MAX_ROW_NUMBER = 1_048_576;

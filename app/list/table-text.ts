/** Rows as texts of a file. Pure. */
import { BYTE_ORDER_MARK, csvCell, guarded } from '../../kernel/dynamic/transfer/csv';

export type Cell = string | null;

const cellOf = (cell: Cell): string => (cell === null ? '' : cell === '' ? '""' : csvCell(guarded(cell)));

/**
 * RFC 4180 with its names in the first line, as exports of tables are: in UTF-8 that spreadsheets know as such, and nothing in it runs
 * as a formula. What is missing is an empty field, an empty text a quoted one.
 */
export const toCsv = (names: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + [names, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');

/** A list of objects; of columns of one name each later one has its number behind it. */
export function toJson(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const seen = new Map<string, number>();
  const keys = names.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}_${String(before + 1)}`;
  });
  return `${JSON.stringify(
    rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index] ?? null]))),
    null,
    2,
  )}\n`;
}

/** CSV as spreadsheets read and write it: UTF-8 with a byte order mark, CRLF, quotes doubled inside quotes. */

/** Without it, spreadsheets take UTF-8 for an older encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

const cell = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @example csvLine(['a', 'b"c']) // 'a,"b""c"\r\n' */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** Spreadsheets of some countries write semicolons; the mark that the first line has most of wins. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = end < 0 ? text : text.slice(0, end);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

/** The lines of a CSV text; at most `maxRows` of them, then null: there are more. A quote that is never closed ends with the text. */
export function csvRows(text: string, maxRows: number): string[][] | null {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < source.length) {
    let value = '';
    if (source[at] === '"') {
      at += 1;
      for (;;) {
        const quote = source.indexOf('"', at);
        if (quote < 0) {
          value += source.slice(at);
          at = source.length;
          break;
        }
        value += source.slice(at, quote);
        at = quote + 1;
        if (source[at] !== '"') break;
        value += '"';
        at += 1;
      }
    }
    const start = at;
    while (at < source.length && source[at] !== separator && source[at] !== '\n' && source[at] !== '\r') at += 1;
    row.push(value + source.slice(start, at));
    const ended = source[at] !== separator;
    if (source[at] === '\r' && source[at + 1] === '\n') at += 1;
    at += 1;
    if (!ended && at >= source.length) row.push('');
    if (ended) {
      if (rows.length >= maxRows) return null;
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  return rows.length > maxRows ? null : rows;
}

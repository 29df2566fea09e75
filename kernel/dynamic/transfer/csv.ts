/**
 * CSV as spreadsheets write it. Own code where a library would be expected, for hostile files: papaparse 5.7 needs twenty seconds for 224 kB
 * of quotes (quadratic) and takes one line end for a whole file; csv-parse 7 either refuses the inch mark within a cell or lets an
 * open quote pass, and brings Node's buffers into the browser. This reader is linear, says which row is wrong, and whoever reads may pause
 * between rows.
 */
import { fileFault } from './faults';
import { FILE_LIMITS, within } from './limits';

/** Without it, spreadsheets take UTF-8 for an older encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** As a number stands in a file: what a spreadsheet reads as one, and computes nothing for. */
const NUMBER = String.raw`\d{1,400}(?:\.\d{0,400})?(?:[eE][-+]?\d{1,4})?$`;

/**
 * A text that a spreadsheet would run as a formula: `=`, `@`, a sign before anything but a number, each also at full width, or a
 * tab or line break in front of them; also behind apostrophes, which are what says "this is text".
 */
const FORMULA = new RegExp(String.raw`^'*(?:[\t\r\n]|\s*(?:[=@＝＠＋－]|[-+](?!${NUMBER})))`);

/** Puts an apostrophe before what a spreadsheet would run; `unguarded` takes it off again. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell without the apostrophe that says that it is text. */
export const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** A cell as it stands in a line; in quotes where it would be read as something else. */
export const csvCell = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @example csvLine(['a', 'b"c']) // 'a,"b""c"\r\n' */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export interface CsvRecord {
  /** The line of a spreadsheet it is: records are counted, not line breaks. */
  number: number;
  /** Blanks around a cell count where it stands in quotes. */
  cells: string[];
}

const LINE_END = /[\r\n]/;

/** The records of a text, one after another. @throws FileFault `open_quote`, `quote_end`, `too_large` */
export function* csvRecords(source: string, separator: string): Generator<CsvRecord, void, undefined> {
  let at = 0;
  for (let number = 1; at < source.length; number += 1) {
    const cells: string[] = [];
    for (;;) {
      let text: string;
      if (source[at] === '"') {
        const quoted = readQuoted(source, at, separator, number);
        text = quoted.text;
        at = quoted.end;
      } else {
        const start = at;
        while (at < source.length && source[at] !== separator && source[at] !== '\n' && source[at] !== '\r') at += 1;
        text = source.slice(start, at).trim();
      }
      // Separators behind the last cell are how spreadsheets write that nothing stands there.
      if (cells.length < FILE_LIMITS.maxColumns) cells.push(text);
      else if (text !== '') within('maxColumns', cells.length + 1);
      if (source[at] !== separator) break;
      at += 1;
    }
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1;
    yield { number, cells };
  }
}

/** A cell in quotes that begins at `start`, and where it ends. */
function readQuoted(source: string, start: number, separator: string, row: number): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) throw fileFault('open_quote', { row });
    text += source.slice(at, quote);
    at = quote + 1;
    if (source[at] !== '"') break;
    text += '"';
    at += 1;
  }
  while (source[at] === ' ') at += 1;
  const next = source[at];
  if (next !== undefined && next !== separator && !LINE_END.test(next)) throw fileFault('quote_end', { row });
  return { text, end: at };
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** Records that a separator is told by, and the characters they may have together. */
const SAMPLE_RECORDS = 10;
const SAMPLE_CHARS = 256 * 1024;

/** How well a separator cuts the first records: by how many cells the headings have, where the records agree with them. */
function fit(sample: string, separator: string): number {
  const widths: number[] = [];
  try {
    for (const { cells } of csvRecords(sample, separator)) {
      if (cells.some((text) => text !== '')) widths.push(cells.length);
      if (widths.length === SAMPLE_RECORDS) break;
    }
  } catch {
    // The sample ends within quotes, or this separator leaves quotes in the middle of a cell: what was read so far counts.
    if (widths.length === 0) return 0;
  }
  const [width = 1] = widths;
  if (width === 1) return 0;
  const agreeing = widths.filter((other) => other === width).length / widths.length;
  return agreeing * 1_000 + Math.min(width, 999);
}

/**
 * The mark between cells, by the first records and never by what stands in quotes, and where the first of them begins: a line
 * `sep=;` says it, and is no record.
 */
export function separatorOf(source: string): { separator: string; start: number } {
  const said = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i.exec(source);
  if (said?.[1] !== undefined) return { separator: said[1], start: said[0].length };
  const sample = source.slice(0, SAMPLE_CHARS);
  const fits = SEPARATORS.map((separator) => ({ separator, fit: fit(sample, separator) }));
  return { separator: fits.reduce((best, next) => (next.fit > best.fit ? next : best)).separator, start: 0 };
}

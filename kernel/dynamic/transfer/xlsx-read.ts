/**
 * Reads the first sheet of a workbook. The file is a stranger's: sizes are known before anything is unpacked, and the XML
 * is scanned from mark to mark, never by a pattern that could go back.
 */
import { openZip } from '../../bundle/zip';

/** More than this, unpacked, is not read. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_COLUMNS = 1_000;
const MAX_PARTS = 10_000;
const PARTS_READ = /^xl\/(workbook|sharedStrings|styles|_rels\/workbook|worksheets\/[^/]+)\.xml(\.rels)?$/;

/** `too large`: it holds more than is read here; `unreadable`: it is no workbook. */
export type WorkbookFault = 'too large' | 'unreadable';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

interface Element {
  attributes: string;
  inside: string;
}

/** The elements of a name, in order; what is never closed ends the scan. */
function* elements(xml: string, name: string): Generator<Element> {
  let at = 0;
  for (;;) {
    at = xml.indexOf(`<${name}`, at);
    if (at < 0) return;
    const after = xml.charCodeAt(at + name.length + 1);
    at += name.length + 1;
    // `<row` also begins `<rowBreaks`.
    if (after !== 32 && after !== 62 && after !== 47 && after !== 10 && after !== 13 && after !== 9) continue;
    const open = xml.indexOf('>', at);
    if (open < 0) return;
    const attributes = xml.slice(at, open);
    at = open + 1;
    if (attributes.endsWith('/')) {
      yield { attributes, inside: '' };
      continue;
    }
    const close = xml.indexOf(`</${name}>`, at);
    if (close < 0) return;
    yield { attributes, inside: xml.slice(at, close) };
    at = close + name.length + 3;
  }
}

function attribute({ attributes }: Element, name: string): string | undefined {
  const at = ` ${attributes.replace(/\s/g, ' ')}`.indexOf(` ${name}="`);
  if (at < 0) return undefined;
  const start = at + name.length + 2;
  return attributes.slice(start, attributes.indexOf('"', start));
}

/** All texts inside, phonetic readings aside. */
const textOf = (xml: string): string => [...elements(xml, 't')].map(({ inside }) => unescaped(inside)).join('');
function firstElement(xml: string, name: string): Element | undefined {
  for (const element of elements(xml, name)) return element;
  return undefined;
}
const first = (xml: string, name: string): string | undefined => firstElement(xml, name)?.inside;

/** `BC12` → 54 */
function columnIndex(reference: string | undefined, fallback: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters === undefined ? fallback : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Which of the workbook's cell styles show a number as a date. */
function dateStyles(xml: string): boolean[] {
  const formats = new Map([...elements(xml, 'numFmt')].map((format) => [attribute(format, 'numFmtId'), attribute(format, 'formatCode')]));
  const isDate = (id: string | undefined): boolean => {
    const number = Number(id);
    if ((number >= 14 && number <= 22) || (number >= 45 && number <= 47)) return true;
    const code = unescaped(formats.get(id) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
    return /[ymdhs]/i.test(code) && !/general/i.test(code);
  };
  return [...elements(first(xml, 'cellXfs') ?? '', 'xf')].map((style) => isDate(attribute(style, 'numFmtId')));
}

const DAY_MS = 86_400_000;
/** Days from the spreadsheet's first day to 1970. */
const EPOCH_DAYS = 25_569;
/** The last day of the year 9999. */
const MAX_SERIAL = 2_958_465;

/** The date a number stands for: a day, or an instant when it has a time. */
function dateText(serial: number): string {
  if (!(serial >= 0 && serial <= MAX_SERIAL + 1)) return String(serial);
  const iso = new Date(Math.round((serial - EPOCH_DAYS) * DAY_MS)).toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 19)}Z`;
}

function cellText(cell: Element, shared: readonly string[], dates: readonly boolean[]): string {
  const type = attribute(cell, 't');
  if (type === 'inlineStr') return textOf(cell.inside);
  const value = unescaped(first(cell.inside, 'v') ?? '');
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  if (type === undefined || type === 'n') return value !== '' && dates[Number(attribute(cell, 's') ?? 0)] ? dateText(Number(value)) : value;
  return value;
}

/** Path of the first sheet's part, by the workbook's own word. */
function firstSheet(parts: Readonly<Record<string, string>>): string {
  const sheet = firstElement(parts['xl/workbook.xml'] ?? '', 'sheet');
  const id = sheet && attribute(sheet, 'r:id');
  const relation = [...elements(parts['xl/_rels/workbook.xml.rels'] ?? '', 'Relationship')].find((each) => attribute(each, 'Id') === id);
  const target = (relation && attribute(relation, 'Target')) ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Rows of the first sheet as texts (dates as ISO), at most `maxRows`, or why it cannot be read. */
export function workbookRows(bytes: Uint8Array, maxRows: number): string[][] | WorkbookFault {
  let parts: Record<string, string>;
  try {
    const zip = openZip(bytes, MAX_PARTS);
    const wanted = zip.entries.filter(({ path }) => PARTS_READ.test(path));
    if (wanted.reduce((sum, { size }) => sum + size, 0) > MAX_UNPACKED_BYTES) return 'too large';
    parts = Object.fromEntries(wanted.map((part) => [part.path, new TextDecoder().decode(zip.read(part))]));
  } catch {
    return 'unreadable';
  }
  const sheet = parts[firstSheet(parts)];
  if (sheet === undefined) return 'unreadable';
  const shared = [...elements(parts['xl/sharedStrings.xml'] ?? '', 'si')].map(({ inside }) => textOf(inside));
  const dates = dateStyles(parts['xl/styles.xml'] ?? '');
  const rows: string[][] = [];
  for (const { inside } of elements(sheet, 'row')) {
    if (rows.length >= maxRows) return 'too large';
    const row: string[] = [];
    for (const cell of elements(inside, 'c')) {
      const index = columnIndex(attribute(cell, 'r'), row.length);
      if (index >= MAX_COLUMNS) continue;
      while (row.length < index) row.push('');
      row[index] = cellText(cell, shared, dates);
    }
    rows.push(row);
  }
  return rows;
}

/**
 * Reads the first visible sheet of a workbook. Own code on `saxes` (XML) and the strict zip reader of bundles, where a library would
 * be expected: those that are kept hand numbers on as doubles, hold the whole workbook at once, find parts by name, or do not bound what
 * a small file unfolds to. Cells go into a grid that counts them; texts and numbers stay texts.
 */
import { fileFault } from '../faults';
import { type CellFault, type Grid, MAX_ROW_NUMBER } from '../grid';
import { FILE_LIMITS, within } from '../limits';
import { type NumberFormat, PLAIN_FORMAT, shownNumber } from './number-format';
import { openPackage } from './package';
import { numberFormats } from './styles';
import { sharedTexts, textCollector, unescaped } from './texts';
import { readXml, type Tag } from './xml';

type Breathe = () => Promise<void> | undefined;

interface Book {
  calendar: 1900 | 1904;
  /** Names of sheets that are not hidden, with the ids of their relations. */
  sheets: { name: string; id: string }[];
}

const isOn = (text: string | undefined): boolean => text === '1' || text?.toLowerCase() === 'true';

async function readBook(part: Iterable<Uint8Array>, breathe: Breathe): Promise<Book> {
  const book: Book = { calendar: 1900, sheets: [] };
  await readXml(
    part,
    'sheet',
    {
      open(tag) {
        if (tag.name === 'workbookPr' && isOn(tag.attribute('date1904'))) book.calendar = 1904;
        if (tag.name !== 'sheet' || /hidden/i.test(tag.attribute('state') ?? '')) return;
        within('maxSheets', book.sheets.length + 1);
        book.sheets.push({ name: tag.attribute('name') ?? '', id: tag.relation() ?? '' });
      },
    },
    breathe,
  );
  return book;
}

/** `BC12` → row 12, column 54; undefined for what a reference does not say. */
function placeOf(reference: string | undefined): { row?: number; column?: number } {
  const [, letters = '', digits = ''] = /^\$?([A-Za-z]{0,3})\$?(\d{0,7})$/.exec(reference ?? '') ?? [];
  const column = Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { ...(digits !== '' && { row: Number(digits) }), ...(column >= 0 && { column }) };
}

interface Facts {
  shared: readonly string[];
  formats: readonly NumberFormat[];
  calendar: 1900 | 1904;
}

interface Cell {
  type: string;
  style: number;
  value: string;
  /** Whether the file says what it holds: a formula that was never computed has no value. */
  hasValue: boolean;
  hasFormula: boolean;
}

/** @throws FileFault `damaged` where there is no such text: an empty cell would lose one in silence */
function sharedText(shared: readonly string[], index: string): string {
  const text = shared[Number(index)];
  if (text === undefined) throw fileFault('damaged', { detail: [`there is no text ${index}`, `no existe el texto ${index}`] });
  return text;
}

function textOfCell({ type, style, value, hasValue, hasFormula }: Cell, inline: string, facts: Facts): { text: string; fault?: CellFault } {
  if (type === 'inlineStr') return { text: inline };
  if (!hasValue) return hasFormula ? { text: '', fault: 'no_result' } : { text: '' };
  if (type === 's') return { text: sharedText(facts.shared, value) };
  if (type === 'b') return { text: isOn(value) ? 'true' : 'false' };
  if (type === 'e') return { text: value, fault: 'cell_error' };
  if (type === 'str') return { text: unescaped(value) };
  if (type === 'd') return { text: value.replace(/T00:00(?::00(?:\.0+)?)?$/, '') };
  return { text: value.trim() === '' ? '' : shownNumber(value.trim(), facts.formats[style] ?? PLAIN_FORMAT, facts.calendar) };
}

async function readCells(part: Iterable<Uint8Array>, facts: Facts, grid: Grid, breathe: Breathe): Promise<void> {
  const inline = textCollector();
  let row = 0;
  let column = -1;
  let cell: Cell | null = null;
  let inData = false;
  let inValue = false;
  const openRow = (tag: Tag): void => {
    const said = Number(tag.attribute('r') ?? row + 1);
    row = Number.isInteger(said) && said > 0 ? said : row + 1;
    column = -1;
    if (row > MAX_ROW_NUMBER) throw fileFault('damaged', { detail: `row ${row}` });
    grid.row(row);
  };
  const openCell = (tag: Tag): void => {
    const place = placeOf(tag.attribute('r'));
    row = place.row ?? row;
    column = place.column ?? column + 1;
    if (row > MAX_ROW_NUMBER) throw fileFault('damaged', { detail: `row ${row}` });
    cell = { type: tag.attribute('t') ?? 'n', style: Number(tag.attribute('s') ?? 0), value: '', hasValue: false, hasFormula: false };
  };
  await readXml(
    part,
    'sheet',
    {
      open(tag) {
        if (tag.name === 'sheetData') inData = true;
        else if (!inData) return;
        else if (tag.name === 'row') openRow(tag);
        else if (tag.name === 'c') openCell(tag);
        else if (cell && tag.name === 'v') {
          inValue = true;
          cell.hasValue = true;
        } else if (cell && tag.name === 'f') cell.hasFormula = true;
        else if (cell) inline.open(tag);
      },
      text(text) {
        if (!cell) return;
        if (inValue) cell.value += text;
        else inline.text?.(text);
        within('maxCellChars', cell.value.length);
      },
      close(name) {
        if (name === 'sheetData') inData = false;
        else if (name === 'v') inValue = false;
        else if (name === 'c' && cell) {
          const { text, fault } = textOfCell(cell, inline.take(), facts);
          grid.cell(Math.max(row, 1), column, text, fault);
          cell = null;
        } else if (cell) inline.close?.(name);
      },
    },
    breathe,
  );
}

/**
 * Puts the cells of the first visible sheet into a grid: dates and times as the workbook shows them, numbers without the noise of
 * doubles, errors and formulas without a result as faults.
 * @throws FileFault for what cannot be read, and `too_large`
 */
export async function readWorkbook(bytes: Uint8Array, grid: Grid, breathe: Breathe): Promise<void> {
  const parts = openPackage(bytes, breathe);
  const main = [...(await parts.relations('')).values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = parts.read(main);
  if (!workbook) throw fileFault('unreadable');
  const relations = await parts.relations(main);
  const { calendar, sheets } = await readBook(workbook, breathe);
  const sheet = sheets.find(({ id }) => relations.get(id)?.type === 'worksheet');
  if (!sheet) throw fileFault('no_sheet');
  const partOf = (type: string): Iterable<Uint8Array> | null => {
    const relation = [...relations.values()].find((one) => one.type === type);
    return relation ? parts.read(relation.target) : null;
  };
  const cells = parts.read(relations.get(sheet.id)?.target ?? '');
  if (!cells) throw fileFault('unreadable');
  const shared = await sharedTexts(partOf('sharedStrings'), breathe);
  const formats = await numberFormats(partOf('styles'), breathe);
  const counted = countedGrid(grid);
  await readCells(cells, { shared, formats, calendar }, counted.grid, breathe);
  if (counted.cells() === 0) throw fileFault('empty_sheet', { name: sheet.name.slice(0, 31) });
}

/** A grid that says how many cells came. Cells far to the right that hold nothing anybody named are left out of it. */
function countedGrid(grid: Grid): { grid: Grid; cells: () => number } {
  let cells = 0;
  return {
    cells: () => cells,
    grid: {
      ...grid,
      cell(number, column, text, fault) {
        if (text.trim() !== '' || fault) cells += 1;
        if (column < FILE_LIMITS.maxColumns) grid.cell(number, column, text, fault);
        else if (text.trim() !== '') within('maxColumns', column + 1);
      },
    },
  };
}

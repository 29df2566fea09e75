/** A table out of a CSV: a column for each heading, its kind by what stands below it, the first rows as sample rows. */
import { KINDS, type ColumnKind } from '../columns/kinds';
import { cellText } from '../dynamic/transfer/cell-text';
import { csvRecords, separatorOf, unguarded } from '../dynamic/transfer/csv';
import { type DecimalMark, dayFirstIn, type Habits, markIn, unsigned } from '../dynamic/transfer/habits';
import type { ModelColumn } from '../installed/model';
import { type Draft, type DraftKind, MAX_DRAFT_COLUMNS, MAX_DRAFT_ROWS } from './draft';
import { kindByName } from './guess';
import { draftMaker, plainColumn } from './model';
import { snakeName } from './names';

const SHORT_TEXT_CHARS = 120;
const MAX_OPTIONS = 8;
const MAX_OPTION_CHARS = 30;
/** Rows that a list of values is told by. */
const MIN_ROWS_FOR_CHOICE = 6;
const MAX_CELL_CHARS = 4_000;

/** The columns that cells are tried as, the narrowest first. */
const TRIED: readonly (readonly [DraftKind, ColumnKind])[] = [
  ['flag', 'boolean'],
  ['whole', 'integer'],
  ['number', 'decimal'],
  ['day', 'date'],
  ['instant', 'timestamp'],
];
const KIND_OF: Readonly<Record<DraftKind, ColumnKind>> = {
  text: 'text',
  long: 'text',
  whole: 'integer',
  number: 'decimal',
  money: 'decimal',
  flag: 'boolean',
  day: 'date',
  instant: 'timestamp',
  email: 'text',
  phone: 'text',
  url: 'text',
  choice: 'text',
  reference: 'uuid',
};

interface Column {
  heading: string;
  /** Cells that hold something, by row. */
  cells: Map<number, string>;
}

const only = <T>(values: ReadonlySet<T>): T | null => (values.size === 1 ? ([...values][0] ?? null) : null);

function habitsOf(columns: readonly Column[]): Habits {
  const marks = new Set<DecimalMark>();
  const dayFirst = new Map<number, boolean>();
  columns.forEach(({ cells }, index) => {
    const orders = new Set<boolean>();
    for (const text of cells.values()) {
      const mark = markIn(unsigned(text).bare);
      if (mark) marks.add(mark);
      const order = dayFirstIn(text);
      if (order !== null) orders.add(order);
    }
    const order = only(orders);
    if (order !== null) dayFirst.set(index, order);
  });
  return { decimals: only(marks), dayFirst };
}

type Reader = (text: string, kind: ColumnKind, column: number) => string | null;

/** Reads a cell as a kind of column, as an import would; null for what is none. */
const readerOf =
  (habits: Habits, separator: string): Reader =>
  (text, kind, column) => {
    const own = { kind, options: [] } as unknown as ModelColumn;
    const reading = cellText(text, own, column, separator === ',' ? 'comma' : 'semicolon', habits);
    if ('fault' in reading) return null;
    const literal = KINDS[kind].literal(reading.text);
    // Digits that begin with a zero are a number of somebody's, not a count.
    return literal === null || (KINDS[kind].isNumber && /^[-+]?0\d/.test(text.trim())) ? null : literal;
  };

const LOOKS: readonly (readonly [RegExp, DraftKind])[] = [
  [/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'email'],
  [/^https?:\/\/\S+$/i, 'url'],
  [/^\+\d{7,15}$/, 'phone'],
];

/** Whether a decimal has no more digits than these, zeros at its ends left out. */
const within =
  (whole: number, decimals: number) =>
  (literal: string): boolean => {
    const found = /^[-+]?0*(\d*?)(?:\.(\d*?)0*)?$/.exec(literal);
    return found !== null && (found[1] ?? '').length <= whole && (found[2] ?? '').length <= decimals;
  };

/** What a column of a kind that numbers go into can hold (manifest.ts has the types). */
const HOLDS: Readonly<Partial<Record<DraftKind, (literal: string) => boolean>>> = {
  whole: (literal) => Math.abs(Number(literal)) < 2 ** 31,
  number: within(14, 4),
  money: within(10, 2),
};

/** Digits that name something and count nothing: a telephone number, a serial number that a spreadsheet would take for 10⁵. */
const IS_NAME = /^\+\d{7,}$|^\d+e\d+$/i;
const HAS_TIME = /\d[T ]\s*\d{1,2}:\d{2}/;
const HEADS_NAMES = /(?:^|_)(?:phone|telephone|mobile|zip|postcode|postal|code|sku|isbn|version|telefono|codigo|cp)(?:$|_)/;

/** The kinds of numbers, days and flags that a column can be without one of its cells being written as another value, the best first. */
function kindsHolding(values: readonly string[], index: number, read: Reader, isAmount: boolean): DraftKind[] {
  return TRIED.flatMap(([kind, type]): DraftKind[] => {
    if (kind === 'flag' && values.every((text) => /^[01xsny]$/i.test(text))) return [];
    if (kind === 'day' && values.some((text) => HAS_TIME.test(text))) return [];
    const isNumber = kind === 'whole' || kind === 'number';
    if (isNumber && values.some((text) => IS_NAME.test(text))) return [];
    const literals = values.map((text) => read(text, type, index));
    const kinds: DraftKind[] = isNumber && isAmount ? ['money', kind] : [kind];
    return kinds.filter((one) => literals.every((literal) => literal !== null && (HOLDS[one]?.(literal) ?? true)));
  });
}

function kindOfCells(column: Column, index: number, read: Reader): DraftKind {
  const values = [...column.cells.values()];
  const name = snakeName(column.heading, '');
  const byName = kindByName(name);
  if (values.length === 0) return byName;
  if (!HEADS_NAMES.test(name)) {
    const isAmount = byName === 'money' || values.some((text) => /\p{Sc}/u.test(text));
    const [kind] = kindsHolding(values, index, read, isAmount);
    if (kind !== undefined) return kind;
  }
  for (const [pattern, kind] of LOOKS) if (values.every((text) => pattern.test(text))) return kind;
  const distinct = new Set(values);
  const isChoice =
    values.length >= MIN_ROWS_FOR_CHOICE &&
    distinct.size > 1 &&
    distinct.size <= Math.min(MAX_OPTIONS, values.length / 2) &&
    values.every((text) => text.length <= MAX_OPTION_CHARS && !text.includes('\n')) &&
    !/(?:^|_)(?:name|title|nombre|titulo|city|ciudad)(?:$|_)/.test(name);
  if (isChoice) return 'choice';
  if (values.some((text) => text.length > SHORT_TEXT_CHARS || text.includes('\n'))) return 'long';
  return byName === 'phone' ? 'phone' : 'text';
}

/** A value as a request writes it. */
function jsonOf(literal: string, kind: DraftKind): unknown {
  if (kind === 'flag') return literal === 'true' || literal === 't' || literal === '1';
  if (kind === 'whole' && Number.isSafeInteger(Number(literal))) return Number(literal);
  return literal;
}

/**
 * Reads a CSV. `called`: what its rows are, such as the file's name.
 * @throws FileFault of the reader of CSV files: quotes that stay open, more columns than a file may have
 */
export function draftOfCsv(source: string, called: string): Draft {
  const maker = draftMaker();
  const model = maker.model(called, 1);
  const { separator, start } = separatorOf(source);
  const columns: Column[] = [];
  let rows = 0;
  for (const { number, cells } of csvRecords(source.slice(start), separator)) {
    if (number === 1) for (const heading of cells) columns.push({ heading: heading.trim(), cells: new Map() });
    else if (cells.some((text) => text !== '')) {
      rows += 1;
      if (rows > MAX_DRAFT_ROWS) continue;
      cells.forEach((text, index) => {
        const cell = unguarded(text).trim();
        if (cell !== '' && cell.length <= MAX_CELL_CHARS) columns[index]?.cells.set(rows - 1, cell);
      });
    }
  }
  if (!model) return maker.finish('csv');
  // A column without a heading and without a cell is what separators at the end of lines leave.
  const used = columns.filter(({ heading, cells }) => heading !== '' || cells.size > 0);
  const read = readerOf(habitsOf(used), separator);
  const sample: Record<string, unknown>[] = Array.from({ length: Math.min(rows, MAX_DRAFT_ROWS) }, () => ({}));
  used.slice(0, MAX_DRAFT_COLUMNS + 1).forEach((column, index) => {
    const kind = kindOfCells(column, index, read);
    const values = [...column.cells.values()];
    const isFirst = model.columns.length === 0;
    const isWhole = values.length === sample.length && values.length > 0;
    const options = kind === 'choice' ? [...new Set(values)] : [];
    const label = column.heading;
    const found = {
      ...plainColumn(label === '' ? `column ${String(index + 1)}` : label, kind),
      options,
      required: isFirst && isWhole && kind === 'text',
    };
    const name = maker.column(model, found, 1);
    if (name === null) return;
    for (const [row, text] of column.cells) {
      const literal = read(text, KIND_OF[kind], index);
      const own = sample[row];
      if (own && literal !== null) own[name] = jsonOf(literal, kind);
    }
  });
  if (rows > MAX_DRAFT_ROWS)
    maker.note(0, {
      en: `The first ${MAX_DRAFT_ROWS} of ${rows} rows become sample rows. Import the file on the screen for all of them.`,
      es: `Las primeras ${MAX_DRAFT_ROWS} de ${rows} filas serán filas de ejemplo. Para todas, importa el archivo en la pantalla.`,
    });
  model.rows = sample.filter((row) => Object.keys(row).length > 0);
  return maker.finish('csv');
}

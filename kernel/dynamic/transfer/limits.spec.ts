/** What of a file is read, tried from both sides. */
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FileFault } from './faults';
import { createGrid } from './grid';
import { FILE_LIMITS, type FileLimit } from './limits';
import { readFile, uploadedFile } from './read-file';
import { stylesOf, workbookOf, zipOf } from './testing/workbook';
import { openPackage } from './xlsx/package';

type Bytes = Uint8Array<ArrayBuffer>;

const told = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const outcome = (file: string | Bytes): Promise<string> => told(readFile(typeof file === 'string' ? strToU8(file) : file, 'en'));

/** What a grid or a package says to work that goes beyond a limit. */
function limitOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return (error as FileFault).params.limit;
  }
  return null;
}

const cell = (reference: string, text: string): string => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const headings = (count: number): string => Array.from({ length: count }, (_, n) => `h${n}`).join(',');
const record = (names: number): string => `[{${Array.from({ length: names }, (_, n) => `"k${n}":1`).join(',')}}]`;
/** A record of exactly so many characters. */
const wideRecord = (chars: number): string => `[{"a":1${' '.repeat(chars - 7)}}]`;
const sheets = (count: number): string =>
  `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${'<sheet name="S" r:id="r9"/>'.repeat(count)}</sheets></workbook>`;
const files = (count: number): Bytes => {
  const parts = Object.fromEntries(Array.from({ length: count - 5 }, (_, n) => [`x/${n}`, '']));
  return workbookOf(cell('A1', 'a'), { ...parts, 'xl/styles.xml': stylesOf(0) });
};
const nested = (depth: number): string => `<row>${cell('A1', `a${'<r>'.repeat(depth - 6)}${'</r>'.repeat(depth - 6)}`)}</row>`;
const long = (chars: number): string => 'x'.repeat(chars);

/** A zip whose entries claim sizes; they are refused by them before they are unpacked. */
function claiming(sizes: Readonly<Record<string, number>>): Bytes {
  const bytes = zipOf(Object.fromEntries(Object.keys(sizes).map((name) => [name, name.repeat(9)])), 9);
  const view = new DataView(bytes.buffer);
  const claims = Object.values(sizes);
  // Each stands in front of its content first, and in the directory after all of them.
  for (const [signature, offset] of [
    [0x04034b50, 22],
    [0x02014b50, 24],
  ] as const) {
    let entry = 0;
    for (let at = 0; at + 4 <= bytes.length; at += 1)
      if (view.getUint32(at, true) === signature) view.setUint32(at + offset, claims[entry++] ?? 0, true);
  }
  return bytes;
}

/** A file that has as much as is read, and one that has more, by what they are. */
const SIDES: readonly (readonly [limit: FileLimit, kind: string, of: (size: number) => string | Bytes, told: string])[] = [
  ['maxRows', 'CSV', (size) => `a\n${'x\n'.repeat(size)}`, 'more than 100000 rows'],
  ['maxRows', 'JSON', (size) => `[${'{"a":1},'.repeat(size - 1)}{"a":1}]`, 'more than 100000 rows'],
  [
    'maxRows',
    'XLSX',
    (size) => workbookOf(`<row>${cell('', 'a')}</row>${'<row><c><v>1</v></c></row>'.repeat(size)}`),
    'more than 100000 rows',
  ],
  ['maxColumns', 'CSV', (size) => `${headings(size)}\n1`, 'more than 1000 columns'],
  ['maxColumns', 'JSON', record, 'more than 1000 columns'],
  ['maxColumns', 'XLSX', (size) => workbookOf(`<row>${'<c/>'.repeat(size - 1)}${cell('', 'a')}</row>`), 'more than 1000 columns'],
  ['maxCellChars', 'CSV', (size) => `a\n"${long(size)}"`, 'a cell of more than 1048576 characters'],
  ['maxCellChars', 'JSON', (size) => `[{"a":"${long(size)}"}]`, 'a cell of more than 1048576 characters'],
  [
    'maxCellChars',
    'XLSX',
    (size) => workbookOf(`<row>${cell('', 'a')}</row><row>${cell('', long(size))}</row>`),
    'a cell of more than 1048576 characters',
  ],
  ['maxHeadingChars', 'CSV', (size) => `${long(size)}\n1`, 'a heading of more than 1000 characters'],
  ['maxRecordChars', 'JSON', wideRecord, 'a record of more than 4194304 characters'],
  ['maxSheets', 'XLSX', (size) => workbookOf(`<row>${cell('', 'a')}</row>`, { 'xl/workbook.xml': sheets(size) }), 'more than 1000 sheets'],
  ['maxParts', 'XLSX', files, 'more than 4096 parts'],
  ['maxXmlDepth', 'XLSX', (size) => workbookOf(nested(size)), 'elements nested deeper than 64'],
  [
    'maxStyles',
    'XLSX',
    (size) =>
      workbookOf(`<row>${cell('', 'a')}</row>`, { 'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(size)}</cellXfs></styleSheet>` }),
    'more than 65536 cell formats',
  ],
];

describe('a file', () => {
  it.each(SIDES)('has at most %s: %s', async (limit, _, of, message) => {
    expect(await outcome(of(FILE_LIMITS[limit]))).toBe('read');
    expect(await outcome(of(FILE_LIMITS[limit] + 1))).toBe(`the file has ${message}`);
  });

  it('has at most so many bytes', async () => {
    const bytes = new Uint8Array(FILE_LIMITS.maxBytes + 1);
    expect(await told(uploadedFile(new Blob([bytes.subarray(1)]), 'en'))).toBe('read');
    expect(await told(uploadedFile(new Blob([bytes]), 'es'))).toBe('el archivo tiene más de 32 MiB');
  });

  it('has at most so many cells and characters, however they are spread', () => {
    const grid = createGrid();
    const fill = (): void => {
      for (let row = 1; row <= FILE_LIMITS.maxCells / 1_000; row += 1)
        for (let column = 0; column < 1_000; column += 1) grid.cell(row, column, 'x');
    };
    expect([limitOf(fill), limitOf(() => grid.cell(99_999, 0, 'x'))]).toEqual([null, 'maxCells']);
    const wide = createGrid();
    const text = long(FILE_LIMITS.maxCellChars);
    for (let row = 1; row <= FILE_LIMITS.maxChars / text.length; row += 1) wide.cell(row, 0, text);
    expect(limitOf(() => wide.cell(99, 1, 'x'))).toBe('maxChars');
  });

  it('that is a workbook unfolds to at most so many bytes', () => {
    const half = FILE_LIMITS.maxUnpackedBytes / 2;
    const parts = openPackage(claiming({ a: half, b: half, c: 1 }), () => undefined);
    const read = (path: string) => limitOf(() => parts.read(path));
    expect([read('a'), read('b'), read('c')]).toEqual([null, null, 'maxUnpackedBytes']);
  });

  it('costs what it holds and not the product of its rows and columns', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `<row r="${n + 1}"><c r="ALL${n + 1}"><v>1</v></c></row>`).join('');
    const bytes = workbookOf(rows, {}, 9);
    const content = await readFile(bytes, 'en');
    expect(content.rows.length).toBe(19_999);
    expect(content.rows.every(({ cells }) => cells.length === 1 && cells[0]?.column === 999)).toBe(true);
    const csv = await readFile(strToU8(`${headings(1_000)}\n${'x\n'.repeat(50_000)}`), 'en');
    expect([csv.headings.length, csv.rows.length, csv.rows.every(({ cells }) => cells.length === 1)]).toEqual([1_000, 50_000, true]);
    // Records that have no name in common: 379 kB that were gigabytes.
    expect(await outcome(`[${Array.from({ length: 30_000 }, (_, n) => `{"k${n}":1}`).join(',')}]`)).toBe(
      'the file has more than 1000 columns',
    );
    expect(await outcome(`${headings(30_000)}\n${'x\n'.repeat(30_000)}`)).toBe('the file has more than 1000 columns');
  });

  it('is read in slices that let others in', async () => {
    const inputs = [
      `a,b\n${'x,"y"\n'.repeat(99_999)}`,
      `[${'{"a":1,"b":"y"},'.repeat(99_998)}{"a":1}]`,
      workbookOf(`<row>${cell('', 'a')}</row>${'<row><c><v>1</v></c><c t="str"><v>y</v></c></row>'.repeat(99_999)}`),
    ];
    for (const file of inputs) {
      const seen = { isRead: false };
      const reading = outcome(file).finally(() => (seen.isRead = true));
      let turns = 0;
      for (; turns < 100_000 && !seen.isRead; turns += 1) await new Promise((resolve) => setTimeout(resolve, 0));
      // One turn passes before anybody could see that it was read in one go.
      expect([await reading, turns > 1]).toEqual(['read', true]);
    }
  });
});

/** Workbooks for specs, as other programs write them. */
import { strToU8, zipSync } from 'fflate';
import type { FileContent } from '../grid';
import { readFile } from '../read-file';
import { type Cell, writeWorkbook } from '../xlsx/write';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A zip of texts. */
export const zipOf = (parts: Readonly<Record<string, string>>, level: 0 | 9 = 0): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level });

/** A workbook around the rows of its only sheet; `more` replaces and adds parts. */
export const workbookOf = (rows: string, more: Readonly<Record<string, string>> = {}, level: 0 | 9 = 0): Uint8Array<ArrayBuffer> =>
  zipOf(
    {
      '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r9"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r9" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/data.xml"/><Relationship Id="r8" Type="${RELATIONS}/sharedStrings" Target="texts.xml"/><Relationship Id="r7" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
      'xl/worksheets/data.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ...more,
    },
    level,
  );

/** Formats of cells by their place: ids, or codes of their own. */
export function stylesOf(...formats: readonly (number | string)[]): string {
  const codes = formats.flatMap((format, index) =>
    typeof format === 'number' ? [] : [`<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`],
  );
  const styles = formats.map((format, index) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + index}"/>`);
  // The styles that cells are based on have formats as well, which are none of the cells'.
  return `<styleSheet><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

/** What our own writer makes of rows. */
export function writtenWorkbook(rows: readonly (readonly Cell[])[], title = 'Rows'): Uint8Array<ArrayBuffer> {
  const parts: number[] = [];
  const workbook = writeWorkbook(title, (bytes) => parts.push(...bytes));
  for (const row of rows) workbook.row(row);
  workbook.end();
  return Uint8Array.from(parts);
}

/** Headings and rows with nothing where a cell is empty; a fault stands for its cell. */
export function linesOf({ headings, rows }: FileContent): string[][] {
  const line = ({ cells }: FileContent['rows'][number]): string[] =>
    cells.reduce<string[]>((texts, { column, text, fault }) => {
      while (texts.length < column) texts.push('');
      texts[column] = fault === undefined ? text : `${fault}:${text}`;
      return texts;
    }, []);
  return [headings, ...rows.map(line)];
}

/** A file as lines, headings first. */
export const linesIn = async (file: Uint8Array<ArrayBuffer> | string, language = 'en'): Promise<string[][]> =>
  linesOf(await readFile(typeof file === 'string' ? strToU8(file) : file, language));

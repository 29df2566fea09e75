/** Writes a workbook row by row, so that no row count has to fit into memory. Texts stand inline, so nothing in them is a formula. */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { cutText } from '../../../values/text';

export type Cell = string | number | boolean | null;

/** What a sheet of a workbook holds; more rows go on in the next sheet. */
const MAX_SHEET_ROWS = 1_048_576;
/** What a cell holds. */
const MAX_CELL_CHARS = 32_767;
/** Characters XML cannot hold, and the line end that it reads as another one. */
const UNWRITABLE = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;
/** What would be read as such a character. */
const LIKE_AN_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const escaped = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '')
    .replace(LIKE_AN_ESCAPE, '_x005F_')
    .replace(UNWRITABLE, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function cellXml(cell: Cell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cutText(cell, MAX_CELL_CHARS))}</t></is></c>`;
}

/** Names of sheets have at most 31 characters and no marks of paths. */
const sheetName = (title: string, number: number): string => {
  const name = escaped(
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 25)
      .trim(),
  );
  return `${name === '' ? 'Sheet' : name}${number === 1 ? '' : ` ${number}`}`;
};

export interface WorkbookWriter {
  row(cells: readonly Cell[]): void;
  /** Ends the workbook; `write` has its last bytes then. */
  end(): void;
}

/** A workbook whose bytes go to `write` as they come. */
export function writeWorkbook(title: string, write: (bytes: Uint8Array) => void): WorkbookWriter {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    write(bytes);
  });
  let sheets = 0;
  let rows = 0;
  let sheet: ZipDeflate | null = null;
  let waiting = '';
  const flush = (last: boolean) => {
    sheet?.push(strToU8(waiting), last);
    waiting = '';
  };
  const closeSheet = () => {
    waiting += '</sheetData></worksheet>';
    flush(true);
  };
  const openSheet = () => {
    sheets += 1;
    rows = 0;
    sheet = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 6 });
    zip.add(sheet);
    waiting = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  };
  const part = (name: string, text: string) => {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(strToU8(XML + text), true);
  };
  openSheet();
  return {
    row(cells) {
      if (rows === MAX_SHEET_ROWS) {
        closeSheet();
        openSheet();
      }
      rows += 1;
      waiting += `<row>${cells.map(cellXml).join('')}</row>`;
      if (waiting.length > 65_536) flush(false);
    },
    end() {
      closeSheet();
      const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
      part(
        '[Content_Types].xml',
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
      );
      part(
        '_rels/.rels',
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      );
      part(
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers.map((n) => `<sheet name="${sheetName(title, n)}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
      );
      part(
        'xl/_rels/workbook.xml.rels',
        `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
      );
      zip.end();
    },
  };
}

/** Why a file is not read, as whoever sent it reads it. */
import { RequestFailure } from '../../failure';
import { inLanguage, type Localized } from './sentences';

const FAULTS = {
  no_file: [400, 'the form has no field "file" with a file', 'el formulario no trae ningún archivo en el campo "file"'],
  empty: [400, 'the file is empty', 'el archivo está vacío'],
  empty_sheet: [
    400,
    'the sheet "{name}" is empty: the rows must stand on the first visible sheet',
    'la hoja "{name}" está vacía: las filas deben estar en la primera hoja visible',
  ],
  no_sheet: [400, 'the workbook has no sheet with cells', 'el libro no tiene ninguna hoja con celdas'],
  unreadable: [400, 'the file is no workbook that can be read', 'el archivo no es un libro que se pueda leer'],
  damaged: [400, 'the workbook is damaged: {detail}', 'el libro está dañado: {detail}'],
  encrypted: [
    400,
    'the workbook is protected by a password: save it without one',
    'el libro está protegido con contraseña: guárdelo sin ella',
  ],
  old_excel: [
    400,
    'the file is a workbook of Excel 97 to 2003 (.xls): save it as .xlsx',
    'el archivo es un libro de Excel 97 a 2003 (.xls): guárdelo como .xlsx',
  ],
  binary_excel: [
    400,
    'the file is a binary workbook (.xlsb): save it as .xlsx',
    'el archivo es un libro binario (.xlsb): guárdelo como .xlsx',
  ],
  open_document: [
    400,
    'the file is an OpenDocument spreadsheet (.ods): save it as .xlsx',
    'el archivo es una hoja de cálculo OpenDocument (.ods): guárdela como .xlsx',
  ],
  numbers: [
    400,
    'the file is a document of Numbers: export it as Excel or CSV',
    'el archivo es un documento de Numbers: expórtelo como Excel o CSV',
  ],
  web_page: [
    400,
    'the file is a web page, not a table: perhaps a sign-in page was saved in its place',
    'el archivo es una página web, no una tabla: quizá se guardó una página de inicio de sesión en su lugar',
  ],
  xml: [400, 'the file is XML: save it as .xlsx or CSV', 'el archivo es XML: guárdelo como .xlsx o CSV'],
  binary: [400, 'the file is neither a workbook nor a text', 'el archivo no es ni un libro ni un texto'],
  encoding: [
    400,
    'the file is no UTF-8, and its letters cannot be told: save it as "CSV UTF-8"',
    'el archivo no está en UTF-8 y no se puede saber qué letras contiene: guárdelo como "CSV UTF-8"',
  ],
  mixed_encoding: [
    400,
    'the file is UTF-8, but row {row} holds letters of another encoding: save it as "CSV UTF-8"',
    'el archivo está en UTF-8, pero la fila {row} contiene letras de otra codificación: guárdelo como "CSV UTF-8"',
  ],
  repeated_name: [
    400,
    'item {row} of the list has "{name}" twice: leave one of them',
    'el elemento {row} de la lista tiene "{name}" dos veces: deje uno solo',
  ],
  not_json: [400, 'the file is no JSON: {detail}', 'el archivo no es JSON: {detail}'],
  bad_record: [400, 'item {row} of the list is no JSON: {detail}', 'el elemento {row} de la lista no es JSON: {detail}'],
  no_list: [400, 'the file is no list of records', 'el archivo no es una lista de registros'],
  no_record: [400, 'item {row} of the list is no record', 'el elemento {row} de la lista no es un registro'],
  open_quote: [400, 'row {row}: a quote is opened and never closed', 'fila {row}: se abren comillas que nunca se cierran'],
  quote_end: [
    400,
    'row {row}: text follows a closing quote; a quote inside of quotes is written twice',
    'fila {row}: hay texto después de unas comillas de cierre; unas comillas dentro de comillas se escriben dos veces',
  ],
  heading_twice: [
    400,
    'the heading "{name}" stands twice: remove one of its columns, or call it something else',
    'el encabezado "{name}" está dos veces: quite una de sus columnas o cámbiele el nombre',
  ],
  too_large: [413, 'the file has {limit}', 'el archivo tiene {limit}'],
} as const satisfies Record<string, readonly [status: 400 | 413, en: string, es: string]>;

const LIMITS: Readonly<Record<string, Localized>> = {
  maxBytes: ['more than {max} MiB', 'más de {max} MiB'],
  maxRows: ['more than {max} rows', 'más de {max} filas'],
  maxColumns: ['more than {max} columns', 'más de {max} columnas'],
  maxCells: ['more than {max} filled cells', 'más de {max} celdas con contenido'],
  maxChars: ['more than {max} characters in its cells', 'más de {max} caracteres en sus celdas'],
  maxCellChars: ['a cell of more than {max} characters', 'una celda de más de {max} caracteres'],
  maxHeadingChars: ['a heading of more than {max} characters', 'un encabezado de más de {max} caracteres'],
  maxRecordChars: ['a record of more than {max} characters', 'un registro de más de {max} caracteres'],
  maxSheets: ['more than {max} sheets', 'más de {max} hojas'],
  maxUnpackedBytes: ['more than {max} MiB unpacked', 'más de {max} MiB descomprimido'],
  maxParts: ['more than {max} parts', 'más de {max} partes'],
  maxXmlDepth: ['elements nested deeper than {max}', 'elementos anidados a más de {max} niveles'],
  maxStyles: ['more than {max} cell formats', 'más de {max} formatos de celda'],
};

export type FileFaultCode = keyof typeof FAULTS;

/** What a sentence names; some of it is a sentence of its own. */
export type FaultParams = Readonly<Record<string, string | number | Localized>>;

/** Thrown by the readers of files; `asRefusal` turns it into an answer. */
export class FileFault extends Error {
  constructor(
    readonly code: FileFaultCode,
    readonly params: FaultParams,
  ) {
    super(code);
    this.name = 'FileFault';
  }
}

export const fileFault = (code: FileFaultCode, params: FaultParams = {}): FileFault => new FileFault(code, params);

/** The refusal of a file, in the caller's language. */
export function asRefusal({ code, params }: FileFault, language: string): RequestFailure {
  const [status, ...texts] = FAULTS[code];
  const limit = LIMITS[String(params.limit)];
  const shown = (value: FaultParams[string]): string => (typeof value === 'object' ? inLanguage(value, language) : String(value));
  const filled = inLanguage(texts, language)
    .replace('{limit}', limit ? inLanguage(limit, language) : '')
    .replace(/\{(\w+)\}/g, (whole, name: string) => shown(params[name] ?? whole));
  return new RequestFailure(status, filled);
}

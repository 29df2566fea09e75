/**
 * An uploaded file as headings and rows of texts: CSV, XLSX or JSON, told apart by their bytes. What is read is bounded in `limits.ts`,
 * and the work pauses so that other requests are answered meanwhile.
 */
import { slices } from '../../pause';
import { cleanText } from '../../values/text';
import { csvRecords, separatorOf, unguarded } from './csv';
import { decodeFile } from './decode';
import { asRefusal, FileFault, fileFault } from './faults';
import { createGrid, type FileContent, type Grid } from './grid';
import { isJsonText, readJson } from './json-file';
import { FILE_LIMITS, within } from './limits';
import { readWorkbook } from './xlsx/read';

export const MAX_IMPORT_ROWS = FILE_LIMITS.maxRows;

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);

/** Whether a text stands in the bytes as UTF-16, as names do in the files of older Office. */
function holdsWide(bytes: Uint8Array, text: string): boolean {
  const wanted = Array.from(text).flatMap((letter) => [letter.charCodeAt(0), 0]);
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0 && at <= last; at = bytes.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** @throws FileFault with the name of what else it is */
function refuseOtherKinds(bytes: Uint8Array): void {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw fileFault(holdsWide(bytes, 'EncryptedPackage') ? 'encrypted' : 'old_excel');
  if (startsWith(bytes, 0x09, 0x08) || startsWith(bytes, 0x09, 0x04) || startsWith(bytes, 0x09, 0x02)) throw fileFault('old_excel');
  // PDF, pictures, gzip, 7-Zip, RAR.
  const others = [
    [0x25, 0x50, 0x44, 0x46],
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x1f, 0x8b],
    [0x37, 0x7a, 0xbc],
    [0x52, 0x61, 0x72],
  ];
  if (others.some((start) => startsWith(bytes, ...start))) throw fileFault('binary');
}

async function readCsv(text: string, grid: Grid, breathe: () => Promise<void> | undefined): Promise<'comma' | 'semicolon'> {
  const { separator, start } = separatorOf(text);
  for (const { number, cells } of csvRecords(start === 0 ? text : text.slice(start), separator)) {
    grid.row(number);
    for (const [column, cell] of cells.entries()) grid.cell(number, column, unguarded(cell));
    await breathe();
  }
  return separator === ';' ? 'semicolon' : 'comma';
}

async function contentOf(bytes: Uint8Array): Promise<FileContent> {
  const slice = slices();
  const breathe = (): Promise<void> | undefined => (slice.due() ? slice.pause() : undefined);
  const grid = createGrid();
  if (startsWith(bytes, 0x50, 0x4b)) {
    await readWorkbook(bytes, grid, breathe);
    return grid.content('workbook');
  }
  refuseOtherKinds(bytes);
  const { text, isWindows } = decodeFile(bytes);
  const told = (content: FileContent): FileContent => (isWindows ? { ...content, isWindows } : content);
  if (/^\s*(?:<!doctype html|<html|<head|<body|<table)/i.test(text)) throw fileFault('web_page');
  if (/^\s*<\?xml/i.test(text)) throw fileFault('xml');
  if (isJsonText(text)) {
    await readJson(text, grid, breathe);
    return told(grid.content('json'));
  }
  return told(grid.content(await readCsv(text, grid, breathe)));
}

async function refusing<T>(language: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FileFault ? asRefusal(error, language) : error;
  }
}

/** @throws RequestFailure 400 empty or unreadable; 413 too large */
export const readFile = (bytes: Uint8Array, language: string): Promise<FileContent> => refusing(language, () => contentOf(bytes));

export interface UploadedFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** What tells it from another file. */
  description: { name: string; bytes: number; sha256: string };
}

const MAX_FILE_NAME_CHARS = 200;

/** The file of a form's field. @throws RequestFailure 400 where there is none, 413 where it is too large */
export const uploadedFile = (file: unknown, language: string): Promise<UploadedFile> =>
  refusing(language, async () => {
    if (!(file instanceof Blob)) throw fileFault('no_file');
    within('maxBytes', file.size);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const name = file instanceof File ? cleanText(file.name, MAX_FILE_NAME_CHARS) : '';
    return { bytes, description: { name, bytes: bytes.length, sha256 } };
  });

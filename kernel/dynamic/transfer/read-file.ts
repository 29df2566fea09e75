/** An uploaded file as headings and rows of texts: CSV, XLSX or a JSON list of objects, told apart by their bytes. */
import { badRequest, RequestFailure } from '../../failure';
import { csvRows } from './csv';
import { workbookRows } from './xlsx-read';

export const MAX_IMPORT_BYTES = 32 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 100_000;

export interface FileRow {
  /** As a person counts them: the headings stand in row 1. */
  number: number;
  cells: readonly string[];
}

export interface FileContent {
  headings: string[];
  rows: FileRow[];
  /** Rows without any value. */
  skipped: number;
}

const tooLarge = (): RequestFailure => new RequestFailure(413, `the file has more than ${MAX_IMPORT_ROWS} rows, or more than can be read`);

/** Text of a file: UTF-8, or what older spreadsheets write. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function jsonRows(text: string): string[][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw badRequest('the file is no JSON');
  }
  if (!Array.isArray(parsed)) throw badRequest('the file is no list of records');
  if (parsed.length > MAX_IMPORT_ROWS) throw tooLarge();
  const records = parsed.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [names, ...records.map((record) => names.map((name) => textOf(record[name])))];
}

function rowsOf(bytes: Uint8Array): string[][] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const rows = workbookRows(bytes, MAX_IMPORT_ROWS + 1);
    if (rows === 'too large') throw tooLarge();
    if (rows === 'unreadable') throw badRequest('the file is no workbook that can be read');
    return rows;
  }
  const text = decoded(bytes);
  if (/^\uFEFF?\s*\[/.test(text)) return jsonRows(text.replace(/^\uFEFF/, ''));
  const rows = csvRows(text, MAX_IMPORT_ROWS + 1);
  if (rows === null) throw tooLarge();
  return rows;
}

export interface UploadedFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** What tells it from another file. */
  description: { name: string; bytes: number; sha256: string };
}

const MAX_FILE_NAME_CHARS = 200;

/** The file of a form's field. @throws RequestFailure 400 where there is none, 413 where it is too large */
export async function uploadedFile(file: unknown): Promise<UploadedFile> {
  if (!(file instanceof Blob)) throw badRequest('the form has no field "file" with a file');
  if (file.size > MAX_IMPORT_BYTES) throw new RequestFailure(413, `the file is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MiB`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const name = file instanceof File ? file.name.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, MAX_FILE_NAME_CHARS) : '';
  return { bytes, description: { name, bytes: bytes.length, sha256 } };
}

/** @throws RequestFailure 400 empty or unreadable; 413 too large */
export function readFile(bytes: Uint8Array): FileContent {
  const [headings, ...lines] = rowsOf(bytes);
  if (!headings || headings.every((text) => text.trim() === '')) throw badRequest('the file is empty');
  const numbered = lines.map((cells, index): FileRow => ({ number: index + 2, cells }));
  const rows = numbered.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { headings, rows, skipped: numbered.length - rows.length };
}

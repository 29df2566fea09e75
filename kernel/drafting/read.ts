/** A description of tables, whatever it is written in: plain lines, `CREATE TABLE`, or a CSV. */
import type { ParseSql } from '../contract/sql/walk';
import { asRefusal, FileFault } from '../dynamic/transfer/faults';
import { type Draft, type DraftFormat, MAX_DRAFT_CHARS, NO_DRAFT, refusedDraft } from './draft';
import { draftOfCsv } from './csv';
import { draftOfLines } from './lines';
import { draftOfSql } from './sql';

/** What a text looks like. */
export function formatOf(text: string): DraftFormat {
  if (/\bcreate\s+(?:\w+\s+){0,2}table\b/i.test(text)) return 'sql';
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  if (/^(?:--|\/\*|(?:select|insert|update|delete|alter|drop|create|with|begin|set)\b.*(?:;|$))/i.test(first) && !/^[^,]*:/.test(first))
    return 'sql';
  const isSeparated = /[,;\t|]/.test(first) && !/^[^,;\t|"]{1,80}:/.test(first) && !/->|→/.test(first);
  return isSeparated ? 'csv' : 'lines';
}

export interface DraftReader {
  /** What the rows of a CSV are called, such as the name of its file. */
  called: string;
  /** Loads PostgreSQL's parser; rejects where it cannot be had. Asked for SQL only. */
  sqlParser: () => Promise<ParseSql>;
}

/** Reads a description. Rejects where the parser of SQL cannot be had; anything wrong with the text is a note of the draft. */
export async function readDraft(text: string, { called, sqlParser }: DraftReader): Promise<Draft> {
  if (text.length > MAX_DRAFT_CHARS)
    return refusedDraft(
      null,
      0,
      `A description has ${(MAX_DRAFT_CHARS / 1024 / 1024).toString()} Mi characters at most; this one has ${(text.length / 1024 / 1024).toFixed(1)}. Take the first rows of the file, or only its CREATE TABLE statements.`,
      `Una descripción tiene como máximo ${(MAX_DRAFT_CHARS / 1024 / 1024).toString()} Mi caracteres; esta tiene ${(text.length / 1024 / 1024).toFixed(1)}. Toma las primeras filas del archivo, o solo sus sentencias CREATE TABLE.`,
    );
  const cleaned = text.replace(/^\uFEFF/, '').replaceAll('\0', '');
  if (cleaned.trim() === '') return NO_DRAFT;
  const format = formatOf(cleaned);
  if (format === 'lines') return draftOfLines(cleaned);
  if (format === 'sql') return draftOfSql(cleaned, await sqlParser());
  try {
    return draftOfCsv(cleaned, called);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return refusedDraft('csv', Number(error.params.row ?? 0), asRefusal(error, 'en').message, asRefusal(error, 'es').message);
  }
}

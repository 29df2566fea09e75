/**
 * The author's own sample rows: `sample/<table>.json` beside the manifest, a list of rows each. They are no part of the addon and no
 * bundle carries them. Reading them gives requests, which go the way of a person's, so every rule of the addon holds for them.
 *
 * A row's members are the table's columns. `$key` names the row for others; `$then` lists changes that are made once all rows are
 * there, one request each: a row begins in its first stage. A value is JSON, or an object of one of these:
 * `{"$text": {"en": "…", "es": "…"}}` a text in the reader's language · `{"$row": "acme"}` the id of the row of that `$key` ·
 * `{"$day": -3}` a day, counted from today, with `"$time": "09:30"` an instant (UTC) · `{"$user": 1}` the organization's user of that place.
 */
import { KernelError } from '../errors';
import type { Locale } from '../locale';

const FILE = /^sample\/([a-z][a-z0-9_]*)\.json$/;
const MAX_FILE_CHARS = 1024 * 1024;
const MAX_ROWS = 2_000;
const MAX_CHANGES = 20;
const DAY_MS = 86_400_000;
/** Days from today that a row may name: some hundred years. */
const MAX_DAYS = 36_500;

/** Whether a file of a project holds sample rows. */
export const isSamplePath = (path: string): boolean => /^sample\/[^/]+\.json$/.test(path);

export type SampleFault = 'json' | 'rows' | 'table' | 'value' | 'key' | 'reference' | 'circle' | 'many';

interface SampleDetails {
  file: string;
  /** The row's place in its file, from 1; 0: the file as a whole. */
  row: number;
  fault: SampleFault;
  /** The member, or the key of the row that is meant. */
  name: string;
}

const FAULTS: Readonly<Record<SampleFault, Record<Locale, (name: string) => string>>> = {
  json: { en: () => 'is not JSON', es: () => 'no es JSON' },
  rows: { en: () => 'is not a list of rows', es: () => 'no es una lista de filas' },
  table: { en: () => 'is not named after a table', es: () => 'no lleva el nombre de una tabla' },
  value: { en: (name) => `has a value at “${name}” that cannot be read`, es: (name) => `tiene en «${name}» un valor que no se puede leer` },
  key: { en: (name) => `has the key “${name}” of another row`, es: (name) => `tiene la clave «${name}» de otra fila` },
  reference: {
    en: (name) => `refers to “${name}”, which no row is called`,
    es: (name) => `se refiere a «${name}», y ninguna fila se llama así`,
  },
  circle: { en: (name) => `refers to itself by way of “${name}”`, es: (name) => `se refiere a sí misma a través de «${name}»` },
  many: { en: () => `has more than ${MAX_ROWS} rows`, es: () => `tiene más de ${MAX_ROWS} filas` },
};

const sentence = ({ file, row, fault, name }: SampleDetails, locale: Locale): string => {
  const place = row === 0 ? file : locale === 'es' ? `La fila ${row} de ${file}` : `Row ${row} of ${file}`;
  return `${place} ${FAULTS[fault][locale](name)}.`;
};

class SampleError extends KernelError {
  constructor(readonly sample: SampleDetails) {
    super('SAMPLE-ROWS', sentence(sample, 'en'), { details: { ...sample } });
  }
}

/** The sentence of a fault in sample rows in a language; undefined for any other error. */
export const sampleSentence = (error: unknown, locale: Locale): string | undefined =>
  error instanceof SampleError ? sentence(error.sample, locale) : undefined;

/** A request of `kernel.fetch`, from `/data` on. */
export interface SampleWrite {
  method: 'POST' | 'PUT';
  path: string;
  json: Readonly<Record<string, unknown>>;
}

export interface SampleReader {
  language: Locale;
  /** Milliseconds since 1970. */
  now: number;
  /** A new id for every row. */
  newId: () => string;
  /** Ids of the organization's users. */
  users: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

interface SampleRow {
  file: string;
  place: number;
  table: string;
  id: string;
  members: Members;
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

const fail = ({ file, place }: Pick<SampleRow, 'file' | 'place'>, fault: SampleFault, name = ''): SampleError =>
  new SampleError({ file, row: place, fault, name });

function parsed(text: string, file: string): unknown {
  try {
    return text.length > MAX_FILE_CHARS ? undefined : JSON.parse(text);
  } catch {
    throw fail({ file, place: 0 }, 'json');
  }
}

function rowsOf(file: string, text: string, newId: () => string): SampleRow[] {
  const table = FILE.exec(file)?.[1];
  if (table === undefined) throw fail({ file, place: 0 }, 'table');
  const list = parsed(text, file);
  if (!Array.isArray(list)) throw fail({ file, place: 0 }, 'rows');
  return list.map((members: unknown, index): SampleRow => {
    if (!isMembers(members)) throw fail({ file, place: index + 1 }, 'rows');
    return { file, place: index + 1, table, id: newId(), members };
  });
}

/** The rows that a row refers to, by their keys. */
function referencesOf(members: Members): string[] {
  return Object.values(members).flatMap((value) => (isMembers(value) && typeof value.$row === 'string' ? [value.$row] : []));
}

/** Rows in an order in which each comes after those it refers to. */
function inOrder(rows: readonly SampleRow[], byKey: ReadonlyMap<string, SampleRow>): SampleRow[] {
  const done = new Set<SampleRow>();
  const open = new Set<SampleRow>();
  const visit = (row: SampleRow): void => {
    if (done.has(row)) return;
    open.add(row);
    for (const key of referencesOf(row.members)) {
      const other = byKey.get(key);
      if (!other) throw fail(row, 'reference', key);
      if (open.has(other)) throw fail(row, 'circle', key);
      visit(other);
    }
    open.delete(row);
    done.add(row);
  };
  for (const row of rows) visit(row);
  return [...done];
}

function moment(value: Members, now: number): string | undefined {
  const { $day: day, $time: time } = value;
  if (typeof day !== 'number' || !Number.isInteger(day) || Math.abs(day) > MAX_DAYS) return undefined;
  const date = new Date(now + day * DAY_MS).toISOString().slice(0, 10);
  if (time === undefined) return date;
  return typeof time === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `${date}T${time}:00Z` : undefined;
}

function valueOf(value: Members, byKey: ReadonlyMap<string, SampleRow>, reader: SampleReader): unknown {
  if (isMembers(value.$text)) return value.$text[reader.language];
  if (typeof value.$row === 'string') return byKey.get(value.$row)?.id;
  if (typeof value.$user === 'number') return reader.users[value.$user];
  return moment(value, reader.now);
}

function jsonOf(row: SampleRow, members: Members, byKey: ReadonlyMap<string, SampleRow>, reader: SampleReader): Members {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([name]) => name !== '$key' && name !== '$then')
      .map(([name, value]) => {
        const isMeant = isMembers(value) && Object.keys(value).some((member) => member.startsWith('$'));
        const read = isMeant ? valueOf(value, byKey, reader) : value;
        if (read === undefined || name.startsWith('$')) throw fail(row, 'value', name);
        return [name, read];
      }),
  );
}

function changesOf(row: SampleRow): Members[] {
  const { $then: changes = [] } = row.members;
  if (!Array.isArray(changes) || changes.length > MAX_CHANGES || !changes.every(isMembers)) throw fail(row, 'value', '$then');
  return changes;
}

/**
 * The requests that write a project's sample rows, in their order: every row after those it refers to, then the changes.
 * @param files the project's files by path; those outside `sample/` are passed over
 * @throws KernelError `SAMPLE-ROWS`, whose sentence `sampleSentence` says in a language
 */
export function sampleWrites(files: Readonly<Record<string, unknown>>, reader: SampleReader): SampleWrite[] {
  const sample = Object.entries(files).filter((entry): entry is [string, string] => isSamplePath(entry[0]) && typeof entry[1] === 'string');
  const rows = sample.flatMap(([file, text]) => rowsOf(file, text, reader.newId));
  if (rows.length > MAX_ROWS) throw new SampleError({ file: 'sample/', row: 0, fault: 'many', name: '' });
  const byKey = new Map<string, SampleRow>();
  for (const row of rows) {
    const { $key: key } = row.members;
    if (key === undefined) continue;
    if (typeof key !== 'string') throw fail(row, 'value', '$key');
    if (byKey.has(key)) throw fail(row, 'key', key);
    byKey.set(key, row);
  }
  const ordered = inOrder(rows, byKey);
  const creates = ordered.map((row): SampleWrite => {
    const json = { id: row.id, ...jsonOf(row, row.members, byKey, reader) };
    return { method: 'POST', path: `/data/${row.table}`, json };
  });
  const changes = rows.flatMap((row) =>
    changesOf(row).map((change): SampleWrite => ({
      method: 'PUT',
      path: `/data/${row.table}/${row.id}`,
      json: jsonOf(row, change, byKey, reader),
    })),
  );
  return [...creates, ...changes];
}

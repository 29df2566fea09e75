/**
 * A migration that moves the values of a renamed column or table on hosts. Hosts bring the tables to the manifest first,
 * which adds the new name beside the old one, and run migrations after that; a fresh install never had the old name. The
 * migration does the right thing in each of these cases.
 */
import { modelsOf, textOf } from './occurrences';

/** What the database has to hear of a rename, by the names of the manifest. */
export type NamedThing =
  | { kind: 'table' | 'model'; from: string; to: string }
  | {
      kind: 'column';
      table: string;
      from: string;
      to: string;
    };

export interface MigrationFile {
  path: string;
  text: string;
}

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

/** The number after the highest one in use, in as many digits. */
function nextNumber(paths: readonly string[]): string {
  const numbers = paths.flatMap((path) => /^migrations\/(\d{1,9})[^/]*\.sql$/i.exec(path)?.[1] ?? []);
  const width = Math.max(4, ...numbers.map((digits) => digits.length));
  return String(Math.max(0, ...numbers.map(Number)) + 1).padStart(width, '0');
}

function columnMigration({ table, from, to }: { table: string; from: string; to: string }): string {
  const has = (column: string) =>
    `EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped)`;
  return `-- ${table}.${from} is called ${to} now. Nothing happens where the old column never was.
DO $rename$
BEGIN
  IF NOT ${has(from)} THEN
    RETURN;
  END IF;
  IF ${has(to)} THEN
    UPDATE "${table}" SET "${to}" = "${from}";
    ALTER TABLE "${table}" DROP COLUMN "${from}";
  ELSE
    ALTER TABLE "${table}" RENAME COLUMN "${from}" TO "${to}";
  END IF;
END $rename$;
`;
}

function tableMigration({ from, to }: { from: string; to: string }, columns: readonly string[]): string {
  const list = columns.map((column) => `"${column}"`).join(', ');
  return `-- The table ${from} is called ${to} now. Nothing happens where the old table never was; the old one stays, empty.
DO $rename$
BEGIN
  IF to_regclass('${from}') IS NULL THEN
    RETURN;
  END IF;
  IF to_regclass('${to}') IS NULL THEN
    ALTER TABLE "${from}" RENAME TO "${to}";
  ELSE
    INSERT INTO "${to}" (${list}) SELECT ${list} FROM "${from}" ON CONFLICT DO NOTHING;
    DELETE FROM "${from}";
  END IF;
END $rename$;
`;
}

/** Columns that can be written: declared ones that the database does not compute, and those that every table has. */
function writableColumns(document: Record<string, unknown>, table: string): string[] {
  const model = modelsOf(document).find((other) => other.table === table);
  const columns = Array.isArray(model?.columns) ? (model.columns as unknown[]) : [];
  const declared = columns.flatMap((column) => {
    const { name, generated } = (typeof column === 'object' && column !== null ? column : {}) as { name?: unknown; generated?: unknown };
    return generated === undefined ? [textOf(name)] : [];
  });
  return [...new Set(['id', ...declared, 'created_at'])].filter((name) => IDENTIFIER.test(name));
}

/** The migration for a rename; null for a model, whose key no table knows, and for names that PostgreSQL would not take. */
export function renameMigration(thing: NamedThing, document: Record<string, unknown>, paths: readonly string[]): MigrationFile | null {
  const names = thing.kind === 'column' ? [thing.table, thing.from, thing.to] : [thing.from, thing.to];
  if (thing.kind === 'model' || !names.every((name) => IDENTIFIER.test(name))) return null;
  const what = thing.kind === 'column' ? `${thing.table}_${thing.from}` : thing.from;
  const text = thing.kind === 'column' ? columnMigration(thing) : tableMigration(thing, writableColumns(document, thing.from));
  return { path: `migrations/${nextNumber(paths)}_rename_${what}.sql`, text };
}

/** What a rehearsal found, for the page and for the file that is handed out. Pure. */
import type { ChangedTable } from '../../kernel/journal/changed';
import type { BlockedChange } from '../../kernel/lifecycle/release-messages';
import type { UpgradeReport } from '../../kernel/host/upgrade-rehearsal';

type Row = Readonly<Record<string, unknown>>;

function rowOf(text: string | null): Row | null {
  try {
    const row: unknown = text === null ? null : JSON.parse(text);
    return typeof row === 'object' ? (row as Row | null) : null;
  } catch {
    return null;
  }
}

/** A row of an example, with the columns that differ. */
export interface RowExample {
  id: string;
  columns: { name: string; before: string; after: string }[];
}

const textOf = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** The examples of a table: of each row the columns that are not what they were. */
export const examplesOf = ({ examples }: ChangedTable): RowExample[] =>
  examples.map(({ id, before, after }) => {
    const [was, is] = [rowOf(before) ?? {}, rowOf(after) ?? {}];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return {
      id,
      columns: names
        .map((name) => ({ name, before: textOf(was[name]), after: textOf(is[name]) }))
        .filter((column) => column.before !== column.after),
    };
  });

/** Columns whose values became fewer digits, shorter or none, in the examples: what a person should look at first. */
export function lossyColumns(tables: readonly ChangedTable[]): string[] {
  const found = tables.flatMap((table) =>
    examplesOf(table).flatMap(({ columns }) =>
      columns
        .filter(({ name, before, after }) => name !== 'updated_at' && before !== '' && before !== 'null' && after.length < before.length)
        .map(({ name }) => `${table.table}.${name}`),
    ),
  );
  return [...new Set(found)];
}

/** The migration that would allow a blocked change, as a file; null where it takes a person to write it. */
export function migrationFor({ change, place, cure }: BlockedChange, paths: readonly string[]): { path: string; text: string } | null {
  if (change !== 'type' && change !== 'referenced') return null;
  const numbers = paths.flatMap((path) => /^migrations\/(\d+)/.exec(path)?.[1] ?? []).map(Number);
  const next = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
  const name = place.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase();
  return { path: `migrations/${next}_${name}.sql`, text: `-- ${place}\n${cure}\n` };
}

/** The whole report as a file, JSON that another program can read. */
export const reportText = (report: UpgradeReport): string => `${JSON.stringify(report, null, 2)}\n`;

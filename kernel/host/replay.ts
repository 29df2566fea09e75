/** Building a lost database again from the rows that are kept of it. */
import { type Database, type Session, SqlError } from '../database/port';
import { compile, ddl, join, sql, tableId } from '../database/sql';
import { messageOf } from '../errors';
import { ADDON_SCHEMAS } from '../installed/tables';
import { mayRelax } from '../lifecycle/installed-state';
import { JOURNALED } from '../bookkeeping';
import type { RowState } from '../journal/entry';
import { noteRestored } from '../journal/log';
import { originText, ownOrigin } from '../journal/origin';

/** Rows written at once. */
const BATCH = 500;
/** Characters of rows written by one statement. */
const BATCH_CHARS = 4 * 1024 * 1024;

/** A table as it is in the database, whatever the rows remember of it. */
interface Target {
  schema: string;
  table: string;
  /** Columns that can be written, in the table's order. */
  columns: string[];
  primaryKey: string[];
}

async function targetOf(session: Session, schema: string, table: string): Promise<Target> {
  const { rows } = await session.run<{ name: string; key: boolean; generated: boolean }>(
    compile(sql`select a.attname as name, a.attgenerated <> '' as generated,
        exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as key
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relname = ${table} and c.relkind = 'r'
        and (n.nspname in (${ADDON_SCHEMAS}) or (n.nspname = 'metacore' and c.relname in (${join(JOURNALED.map((name) => sql`${name}`))})))
        and a.attnum > 0 and not a.attisdropped
      order by a.attnum`),
  );
  return {
    schema,
    table,
    columns: rows.filter((row) => !row.generated).map((row) => row.name),
    primaryKey: rows.filter((row) => row.key).map((row) => row.name),
  };
}

/** The keys of a row, in order. @throws Error when the text is no JSON object */
function keysOf(entry: RowState): string[] {
  const row: unknown = JSON.parse(entry.row);
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('the row is no object');
  return Object.keys(row);
}

/** Writes rows that name the same columns; a column the table no longer has is left out. */
async function upsert(session: Session, target: Target, keys: ReadonlySet<string>, rows: readonly RowState[]): Promise<void> {
  const names = target.columns.filter((name) => keys.has(name));
  const id = tableId(target.schema, target.table);
  const list = join(names.map((name) => sql.id(name)));
  const updates = names.filter((name) => !target.primaryKey.includes(name)).map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`);
  const onConflict = updates.length === 0 ? sql`nothing` : sql`update set ${join(updates)}`;
  const text = `[${rows.map((entry) => entry.row).join(',')}]`;
  await session.run(
    compile(
      sql`insert into ${id} (${list}) select ${list} from jsonb_populate_recordset(null::${id}, ${text}::jsonb) on conflict (${join(target.primaryKey.map((name) => sql.id(name)))}) do ${onConflict}`,
    ),
  );
}

export interface ReplayResult {
  applied: number;
  /** Rows whose table is gone or that no longer fit, with the reason; they stay in the project's storage. */
  skipped: { schema: string; table: string; id: string; reason: string }[];
}

interface Batch {
  schema: string;
  table: string;
  keys: ReadonlySet<string>;
  rows: RowState[];
  chars: number;
}

/**
 * Rows of the same table that name the same columns. A row written before a column was added must not be mixed with
 * newer ones: it gets the column's default, as it did when the column was added.
 */
function batches(entries: readonly RowState[], skipped: ReplayResult['skipped']): Batch[] {
  const open = new Map<string, Batch>();
  const all: Batch[] = [];
  for (const entry of entries) {
    const { schema, table, id } = entry;
    let keys: string[];
    try {
      keys = keysOf(entry);
    } catch (error) {
      skipped.push({ schema, table, id, reason: messageOf(error) });
      continue;
    }
    const shape = JSON.stringify([schema, table, ...keys]);
    let batch = open.get(shape);
    if (!batch || batch.rows.length >= BATCH || batch.chars + entry.row.length > BATCH_CHARS) {
      batch = { schema, table, keys: new Set(keys), rows: [], chars: 0 };
      open.set(shape, batch);
      all.push(batch);
    }
    batch.rows.push(entry);
    batch.chars += entry.row.length;
  }
  return all;
}

const NOT_NULL_VIOLATION = '23502';

/**
 * The column that stands in the way, where it was optional when its rows were written and is required by now: where rows stood in the
 * way, the living database had kept it optional (lifecycle/plan-schema.ts), so the rebuilt one does the same. Null for any other failure.
 */
async function columnToRelax(session: Session, target: Target, error: unknown): Promise<string | null> {
  if (!(error instanceof SqlError) || error.fault.sqlState !== NOT_NULL_VIOLATION) return null;
  const column = error.fault.column;
  return column !== undefined && (await mayRelax(session, target.schema, target.table, column)) ? column : null;
}

const dropNotNull = ({ schema, table }: Target, column: string): string =>
  ddl(sql`alter table ${tableId(schema, table)} alter column ${sql.id(column)} drop not null`);

async function write(session: Session, target: Target, keys: ReadonlySet<string>, rows: readonly RowState[]): Promise<void> {
  const optional: string[] = [];
  for (;;) {
    try {
      // With the rows or not at all: a row that does not fit anyway leaves its table as it was.
      await session.savepoint(async () => {
        for (const column of optional) await session.script(dropNotNull(target, column));
        await upsert(session, target, keys, rows);
      });
      return;
    } catch (error) {
      const column = await columnToRelax(session, target, error);
      // Each turn makes one more column optional, so it ends with the columns.
      if (column === null || optional.includes(column)) throw error;
      optional.push(column);
    }
  }
}

/**
 * Brings rows back, one state each, in any order: checks between tables are off while they are written (they held when
 * the states were committed), and so is the journal, which is told at the end that they are back. A batch that does not fit is tried row by row, and what still does
 * not is reported.
 */
export async function replay(database: Database, entries: readonly RowState[]): Promise<ReplayResult> {
  return database.asOwner(
    async (session) => {
      await session.script('set local session_replication_role = replica');
      const result: ReplayResult = { applied: 0, skipped: [] };
      for (const { schema, table, keys, rows } of batches(entries, result.skipped)) {
        const target = await targetOf(session, schema, table);
        if (target.primaryKey.length === 0) {
          result.skipped.push(...rows.map(({ id }) => ({ schema, table, id, reason: 'the table does not exist' })));
          continue;
        }
        try {
          await write(session, target, keys, rows);
          result.applied += rows.length;
        } catch {
          for (const entry of rows) {
            try {
              await write(session, target, keys, [entry]);
              result.applied += 1;
            } catch (error) {
              result.skipped.push({ schema, table, id: entry.id, reason: messageOf(error) });
            }
          }
        }
      }
      await noteRestored(session);
      return result;
    },
    undefined,
    originText(ownOrigin('restore', '')),
  );
}

/** Moving the journal out of the database, and building a lost database again from it. */
import type { Database, Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import type { JournalEntry, NumberedEntry } from './entry';

/** Entries handed out at once. */
const BATCH = 500;

/** The oldest entries that were not yet moved to the project's storage. */
export async function pendingEntries(database: Database): Promise<NumberedEntry[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<NumberedEntry>(compile(sql`select seq, entry from metacore.journal order by seq limit ${BATCH}`)),
  );
  return rows;
}

/** Forgets entries that are safe in the project's storage. */
export async function acknowledge(database: Database, upTo: number): Promise<void> {
  await database.asOwner((session) => session.run(compile(sql`delete from metacore.journal where seq <= ${upTo}`)));
}

async function columnsOf(session: Session, schema: string, table: string): Promise<string[]> {
  const { rows } = await session.run<{ name: string }>(
    compile(
      sql`select attname as name from pg_attribute where attrelid = to_regclass(${`"${schema.replaceAll('"', '""')}"."${table.replaceAll('"', '""')}"`}) and attnum > 0 and not attisdropped and attgenerated = ''`,
    ),
  );
  return rows.map((row) => row.name);
}

async function upsert(
  session: Session,
  schema: string,
  table: string,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const names = columns.filter((name) => Object.hasOwn(first, name));
  const id = tableId(schema, table);
  const list = join(names.map((name) => sql.id(name)));
  const updates = join(names.filter((name) => name !== 'id').map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`));
  await session.run(
    compile(
      sql`insert into ${id} (${list}) select ${list} from jsonb_populate_recordset(null::${id}, ${JSON.stringify(rows)}::jsonb) on conflict (id) do update set ${updates}`,
    ),
  );
}

export interface ReplayResult {
  applied: number;
  /** Entries whose table is gone or whose row no longer fits, with the reason; they stay in the project's storage. */
  skipped: { entry: JournalEntry; reason: string }[];
}

/**
 * Brings rows back, in order: later states of a row win. Constraints between tables are checked at the end of each
 * statement, so parents are written before children only if the journal says so; rows that do not fit are reported.
 */
export async function replay(database: Database, entries: readonly JournalEntry[]): Promise<ReplayResult> {
  return database.asOwner(async (session) => {
    const result: ReplayResult = { applied: 0, skipped: [] };
    const known = new Map<string, string[]>();
    for (const entry of entries) {
      const place = `${entry.schema}/${entry.table}`;
      const columns = known.get(place) ?? (await columnsOf(session, entry.schema, entry.table));
      known.set(place, columns);
      if (columns.length === 0) {
        result.skipped.push({ entry, reason: 'the table does not exist' });
        continue;
      }
      try {
        await session.savepoint(async () => {
          if (entry.op === 'upsert') await upsert(session, entry.schema, entry.table, columns, [entry.row]);
          else await session.run(compile(sql`delete from ${tableId(entry.schema, entry.table)} where id = ${entry.id}`));
        });
        result.applied += 1;
      } catch (error) {
        result.skipped.push({ entry, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    return result;
  });
}

/** Moving the journal out of the database, and building a lost database again from it. */
import type { Database, Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import { messageOf } from '../errors';
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
  const present = new Set(rows.flatMap((row) => Object.keys(row)));
  const names = columns.filter((name) => present.has(name));
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
  /** Rows whose table is gone or that no longer fit, with the reason; they stay in the project's storage. */
  skipped: { schema: string; table: string; id: unknown; reason: string }[];
}

type RowState = Extract<JournalEntry, { op: 'upsert' }>;

function batches(entries: readonly RowState[]): RowState[][] {
  const byPlace = new Map<string, RowState[]>();
  for (const entry of entries) {
    const place = `${entry.schema}/${entry.table}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), entry]);
  }
  return [...byPlace.values()].flatMap((rows) =>
    Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, n) => rows.slice(n * BATCH, (n + 1) * BATCH)),
  );
}

/**
 * Brings rows back, one state each, in any order: checks between tables are off while they are written (they held when
 * the states were committed). A batch that does not fit is tried row by row, and what still does not is reported.
 */
export async function replay(database: Database, entries: readonly RowState[]): Promise<ReplayResult> {
  return database.asOwner(async (session) => {
    await session.script('set local session_replication_role = replica');
    const result: ReplayResult = { applied: 0, skipped: [] };
    for (const batch of batches(entries)) {
      const { schema = '', table = '' } = batch[0] ?? {};
      const columns = await columnsOf(session, schema, table);
      const write = async (rows: readonly RowState[]) => {
        if (columns.length === 0) throw new Error('the table does not exist');
        await session.savepoint(() =>
          upsert(
            session,
            schema,
            table,
            columns,
            rows.map((entry) => entry.row),
          ),
        );
        result.applied += rows.length;
      };
      try {
        await write(batch);
      } catch {
        for (const entry of batch) {
          await write([entry]).catch((error: unknown) =>
            result.skipped.push({ schema, table, id: entry.row.id, reason: messageOf(error) }),
          );
        }
      }
    }
    return result;
  });
}

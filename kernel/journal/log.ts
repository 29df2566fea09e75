/** Rows of the journal on their way out of the database, into the project's storage. */
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { NumberedEntry, RowOperation } from './entry';
import { noteOperation, noteTold } from './tables';

/** Entries handed out at once. */
const BATCH = 500;

interface StoredState {
  seq: number;
  op: RowOperation | 'drop';
  schema: string;
  table: string;
  id: string;
  row: string | null;
}

function entryOf({ seq, op, schema, table, id, row }: StoredState): NumberedEntry {
  if (op === 'drop') return { seq, entry: { op, schema } };
  return { seq, entry: row === null ? { op: 'delete', schema, table, id } : { op: 'upsert', schema, table, id, row } };
}

/** The oldest entries behind the one of this number: those that were not moved to the project's storage yet. */
export async function pendingEntries(database: Database, moved: number): Promise<NumberedEntry[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<StoredState>(
      compile(sql`select seq, op, schema_name as schema, table_name as table, row_id as id, after::text as row
        from metacore.journal where seq > ${moved} order by seq limit ${BATCH}`),
    ),
  );
  return rows.map(entryOf);
}

/**
 * Notes that the rows of a new database were brought back. Those that the journal tells of already, since an install wrote seed rows
 * before, are noted as they are now: what is told last is what counts.
 */
export async function noteRestored(session: Session): Promise<void> {
  await noteOperation(session);
  const { rows: tables } = await session.run<{ schema: string; table: string }>(
    compile(sql`select distinct schema_name as schema, table_name as table from metacore.journal where op <> 'drop'
      and to_regclass(quote_ident(schema_name) || '.' || quote_ident(table_name)) is not null`),
  );
  for (const { schema, table } of tables) await session.run(compile(noteTold(schema, table)));
  // An entry that changes nothing, by which a new database is recognised before its first change.
  await session.run(compile(sql`insert into metacore.journal (op, schema_name, table_name, row_id) values ('delete', '', '', '')`));
}

/** Whether the journal has the entry of this number. */
export async function holdsEntry(session: Session, seq: number): Promise<boolean> {
  const { rows } = await session.run<{ there: boolean }>(
    compile(sql`select exists (select 1 from metacore.journal where seq = ${seq}) as there`),
  );
  return rows[0]?.there === true;
}

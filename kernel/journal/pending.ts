/** Entries of the journal on their way out of the database, into the project's storage. */
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { JournalEntry, NumberedEntry } from './entry';

/** Entries handed out at once. */
const BATCH = 500;

/** An entry that changes nothing, by which a new database is recognised before its first change. */
const FIRST_ENTRY: JournalEntry = { op: 'delete', schema: '', table: '', id: '' };

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

/** Begins the journal of a new database with an entry by which it is recognised. */
export async function beginJournal(database: Database): Promise<void> {
  await database.asOwner((session) =>
    session.run(compile(sql`insert into metacore.journal (entry) values (${JSON.stringify(FIRST_ENTRY)}::jsonb)`)),
  );
}

/** Whether the journal has the entry of this number. */
export async function holdsEntry(session: Session, seq: number): Promise<boolean> {
  const { rows } = await session.run<{ there: boolean }>(
    compile(sql`select exists (select 1 from metacore.journal where seq = ${seq}) as there`),
  );
  return rows[0]?.there === true;
}

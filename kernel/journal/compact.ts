/**
 * Keeps the journal bounded. What lies behind the bound is dropped where the project's storage holds the rows; where it does not, the
 * last state of each row stays, and nothing of how it came to be. The log tells in one entry what that entry stands for.
 */
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';

/** What is kept of the past: the newest operation always is. */
export interface JournalBounds {
  operations: number;
  /** Of rows, before and after. */
  bytes: number;
}

export const JOURNAL_BOUNDS: JournalBounds = { operations: 500, bytes: 32 * 1024 * 1024 };

/** The oldest operation that is kept whole; null where all of them are, or there is none. */
async function oldestKept(session: Session, { operations, bytes }: JournalBounds): Promise<number | null> {
  const { rows } = await session.run<{ seq: number; bytes: number }>(
    compile(sql`select o.seq, coalesce((select sum(pg_column_size(j.*)) from metacore.journal j where j.seq > o.seq and (o.next is null or j.seq < o.next)), 0)::float8 as bytes
      from (select seq, kind, lead(seq) over (order by seq) as next from metacore.operations) o
      where o.kind <> 'snapshot' order by o.seq desc`),
  );
  let sum = 0;
  const count = rows.findIndex((row, index) => {
    sum += row.bytes;
    return index > 0 && (index >= operations || sum > bytes);
  });
  return count < 0 ? null : (rows[count - 1]?.seq ?? null);
}

/** The rows of what is dropped: gone where they were moved, else the last state of each. The last one that was moved is what the storage knows the database by. */
async function dropRows(session: Session, kept: number, moved: number): Promise<void> {
  await session.run(compile(sql`delete from metacore.journal where seq < ${kept} and seq < ${moved}`));
  await session.run(
    compile(sql`delete from metacore.journal j using (
        select seq, op, max(seq) over (partition by schema_name, table_name, row_id) as last,
          max(case when op = 'drop' then seq end) over (partition by schema_name) as dropped
        from metacore.journal where seq < ${kept} and seq > ${moved}) o
      where j.seq = o.seq and (o.seq < o.last or o.seq < o.dropped)`),
  );
  await session.run(
    compile(
      sql`update metacore.journal set before = null, op = case when op in ('insert', 'update') then 'note' else op end where seq < ${kept}`,
    ),
  );
}

/** What was dropped, as one entry at the place of the oldest: it stands for what was there, and for what an earlier one stood for. */
async function noteSnapshot(session: Session, kept: number): Promise<void> {
  await session.run(
    compile(sql`with gone as (delete from metacore.operations where seq < ${kept} returning *)
      insert into metacore.operations (seq, at, kind, name, cause)
      select min(seq), max(at), 'snapshot', '',
        json_build_object('operations', sum(case when kind <> 'snapshot' then 1 when json_typeof(cause->'operations') = 'number' then (cause->>'operations')::numeric::bigint else 0 end))
      from gone having count(*) > 0`),
  );
}

/** A table that rows left keeps its size: what is left is written anew. */
const WRITE_ANEW = `
create temporary table journal_kept on commit drop as select * from metacore.journal;
truncate metacore.journal;
insert into metacore.journal overriding system value select * from journal_kept order by seq;
`;

/**
 * Compacts the journal where it has grown over its bounds. Everything happens or nothing.
 * @param moved number of the last entry whose row the project's storage holds; 0 where it holds none
 * @returns whether anything was dropped
 */
export async function compactJournal(database: Database, moved: number, bounds: JournalBounds = JOURNAL_BOUNDS): Promise<boolean> {
  return database.asOwner(async (session) => {
    const kept = await oldestKept(session, bounds);
    if (kept === null) return false;
    await dropRows(session, kept, moved);
    await noteSnapshot(session, kept);
    await session.script(WRITE_ANEW);
    return true;
  });
}

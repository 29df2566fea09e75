/**
 * Numbered migrations: each room's tables are brought up from wherever an earlier version left them, in one transaction. A database
 * of a newer version is refused as it is.
 */
import { KernelError } from '../errors';
import type { Bookkeeping } from './bookkeeping';
import { DATABASE_NEWER, DATABASE_NEWER_MESSAGES } from './newer';
import type { Session } from './port';
import { compile, sql } from './sql';

/** The last version that numbered the whole structure at once, in `metacore.bootstrap`; its rooms' first migrations take it over. */
const LAST_WHOLE_VERSION = 8;

const newer = (place: string, found: number, known: number): KernelError =>
  new KernelError(DATABASE_NEWER, DATABASE_NEWER_MESSAGES.en, { details: { room: place, found, known } });

async function numbers(session: Session): Promise<Map<string, number>> {
  const { rows } = await session.run<{ room: string; number: number }>(
    compile(sql`select room, max(number) as number from metacore.migrations group by room`),
  );
  return new Map(rows.map(({ room, number }) => [room, number]));
}

async function wholeVersion(session: Session): Promise<number> {
  const { rows } = await session.run<{ version: number }>(
    compile(sql`select coalesce(max(version), 0) as version from metacore.bootstrap`),
  );
  return rows[0]?.version ?? 0;
}

/**
 * Runs, in the caller's transaction, the migrations of each room that the database does not have, in the order of the rooms. Answers
 * whether there were any; a database that is up to date takes two statements.
 * @throws KernelError `database_newer` before anything was changed
 */
export async function migrate(session: Session, rooms: readonly Bookkeeping[]): Promise<boolean> {
  const { rows } = await session.run<{ numbered: boolean; whole: boolean }>(
    compile(sql`select to_regclass('metacore.migrations') is not null as numbered, to_regclass('metacore.bootstrap') is not null as whole`),
  );
  const [found] = rows;
  const have = found?.numbered ? await numbers(session) : new Map<string, number>();
  for (const [room, number] of have) {
    const known = rooms.find((one) => one.room === room)?.migrations.length ?? 0;
    if (number > known) throw newer(room, number, known);
  }
  if (found?.whole) {
    const version = await wholeVersion(session);
    if (version > LAST_WHOLE_VERSION) throw newer('bootstrap', version, LAST_WHOLE_VERSION);
  }
  const missing = rooms.flatMap(({ room, migrations }) =>
    migrations.map((run, index) => ({ room, number: index + 1, run })).filter(({ number }) => number > (have.get(room) ?? 0)),
  );
  if (missing.length === 0) return false;
  await session.script(`create schema if not exists metacore;
    create table if not exists metacore.migrations (
      room text not null,
      number integer not null,
      at timestamptz not null default now(),
      primary key (room, number)
    );
    drop table if exists metacore.bootstrap`);
  for (const { room, number, run } of missing) {
    await run(session);
    await session.run(compile(sql`insert into metacore.migrations (room, number) values (${room}, ${number})`));
  }
  return true;
}

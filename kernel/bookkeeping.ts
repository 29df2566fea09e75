/** Every room that keeps tables of its own, and what is done to all of them alike. */
import { ACTION_TABLES } from './actions/tables';
import { APPROVAL_TABLES } from './approvals/tables';
import type { Bookkeeping } from './database/bookkeeping';
import { CONNECTION_TABLES } from './connectors/tables';
import { CORE_TABLES } from './database/core-tables';
import { migrate } from './database/migrate';
import type { Session } from './database/port';
import { compile, ddl, sql } from './database/sql';
import { DATA_PLANE_TABLES } from './dynamic/tables';
import { EVENT_TABLES } from './events/tables';
import { INSTALLATION_TABLES } from './installed/tables';
import { JOURNAL_TABLES, journalRows, unjournaled } from './journal/tables';
import { LIFECYCLE_TABLES } from './lifecycle/tables';
import { NOTIFICATION_TABLES } from './notifications/tables';
import { EXCHANGE_TABLES } from './outbound/tables';
import { SEED_TABLES } from './seed/tables';
import { SETTING_TABLES } from './settings/tables';
import { WEBHOOK_TABLES } from './webhooks/tables';

/** In the order in which they are brought up: what others stand on comes first. */
export const BOOKKEEPING: readonly Bookkeeping[] = [
  CORE_TABLES,
  JOURNAL_TABLES,
  INSTALLATION_TABLES,
  DATA_PLANE_TABLES,
  APPROVAL_TABLES,
  EXCHANGE_TABLES,
  WEBHOOK_TABLES,
  EVENT_TABLES,
  NOTIFICATION_TABLES,
  ACTION_TABLES,
  SEED_TABLES,
  SETTING_TABLES,
  CONNECTION_TABLES,
  LIFECYCLE_TABLES,
];

/** Tables of `metacore` whose rows outlive the database. */
export const JOURNALED: readonly string[] = BOOKKEEPING.flatMap(({ journaled = [] }) => journaled);

/**
 * Makes the kernel's own tables in an empty database, and brings those of an older version up. To be run as the owner; all of it
 * happens, or nothing.
 * @throws KernelError `database_newer` for a database of a newer version, which stays as it is
 */
export async function bringUp(session: Session, rooms: readonly Bookkeeping[] = BOOKKEEPING): Promise<void> {
  if (!(await migrate(session, rooms))) return;
  const journaled = new Set(rooms.flatMap((room) => room.journaled ?? []));
  const { rows } = await session.run<{ table: string }>(compile(unjournaled(sql`'metacore'`)));
  for (const { table } of rows.filter(({ table }) => journaled.has(table)))
    for (const statement of journalRows('metacore', table)) await session.script(ddl(statement));
}

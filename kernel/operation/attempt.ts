/**
 * A request is planned against the registry as it was on arrival, and its transactions wait for their turn. Where an install runs
 * before the first of them, the plan is stale and the request starts again, so that it sees an install entirely or not at all.
 */
import { type Database, type Session, SqlError, type Statement, type StatementObserver, type Tenant } from '../database/port';
import { conflict } from '../failure';
import { type Origin, originText } from '../journal/origin';

/** Thrown at the turn of a transaction whose operation was planned on what is no longer installed. Nothing of it was done. */
export class StaleRegistryError extends Error {
  constructor() {
    super('what is installed changed before the operation began');
    this.name = 'StaleRegistryError';
  }
}

/** One try at a request. */
export interface Attempt {
  /** Something was done that cannot be done again: from now on it goes on with what it began with. */
  pin(): void;
  /** One of its transactions came after an install: the try is worth nothing, whatever was made of that. */
  isStale(): boolean;
}

/** A column, a table, an object or a schema that is not there. */
const GONE_SQL_STATES: ReadonlySet<string> = new Set(['42703', '42P01', '42704', '3F000']);

/**
 * The database as one try sees it. `isCurrent` says whether what is installed is still what the try was planned on; `origin` is what
 * the journal is told of its transactions.
 * Transactions throw StaleRegistryError where it is not and nothing was done yet, and RequestFailure 409 `addon_changed` where
 * something was, and the tables it needs are gone.
 */
export function startAttempt(
  database: Database,
  isCurrent: () => boolean,
  origin: Origin,
  pinned = false,
): { database: Database; attempt: Attempt } {
  let isPinned = pinned;
  let isStale = false;
  const refuseStale = (): void => {
    if (isPinned || isCurrent()) return;
    isStale = true;
    throw new StaleRegistryError();
  };
  const turn =
    <T>(work: (session: Session) => Promise<T>) =>
    async (session: Session): Promise<T> => {
      refuseStale();
      return work(session);
    };
  const told = async <T>(result: Promise<T>): Promise<T> => {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof SqlError) || !GONE_SQL_STATES.has(error.fault.sqlState) || isCurrent()) throw error;
      throw conflict('the addon was changed while this ran: what was done so far stays, the rest was not done', { code: 'addon_changed' });
    }
  };
  return {
    attempt: {
      pin() {
        isPinned = true;
      },
      isStale: () => isStale && !isPinned,
    },
    database: {
      asTenant: (tenant, work, observe) => told(database.asTenant({ origin: originText(origin), ...tenant }, turn(work), observe)),
      readAsTenant: <R>(tenant: Tenant, statements: () => readonly Statement[], observe?: StatementObserver) =>
        told(
          database.readAsTenant<R>(
            tenant,
            () => {
              refuseStale();
              return statements();
            },
            observe,
          ),
        ),
      changes: () => database.changes(),
      asOwner: (work, committed, other) => told(database.asOwner(turn(work), committed, other ?? originText(origin))),
      health: () => database.health(),
      onStatement: undefined,
      close: () => database.close(),
    },
  };
}

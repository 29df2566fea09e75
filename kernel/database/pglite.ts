import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { vector } from '@electric-sql/pglite-pgvector';
import { KernelError, messageOf } from '../errors';
import { slices } from '../pause';
import { APP_ROLE } from './bookkeeping';
import type { ChangeLog } from './files/change-log';
import { LoggedFileSystem } from './files/logged-file-system';
import {
  type Database,
  type Result,
  type Session,
  SqlError,
  type SqlFault,
  type Statement,
  type StatementObserver,
  type Tenant,
} from './port';
import { createSerialQueue } from './queue';
import { STORAGE_FULL, STORAGE_FULL_MESSAGES } from './storage-full';
import { PARSERS } from './type-parsers';

export interface PGliteOptions {
  /** Where the data lives: `memory://` (default), `idb://NAME`. */
  dataDir?: string;
  /** Where each change of the data is kept; takes the place of `dataDir`. It is closed with the database. */
  log?: ChangeLog;
  /** A data directory made by `npm run generate`; without one the engine runs initdb, which takes seconds. */
  seedImage?: Blob;
  /** Files that the engine would otherwise fetch beside its own module (see `PGlite.create`). */
  assets?: { wasm?: WebAssembly.Module; fileSystem?: Blob };
  /** `idb` needs it: without, every statement waits for the whole store. */
  relaxedDurability?: boolean;
}

/**
 * The extensions are given at every boot: a data directory that uses one cannot be opened without it.
 * `max_stack_depth`: with the default, unbounded recursion kills the engine silently and every later query answers with
 * no rows and no error; 100 kB turns it into a clean error. It is set in the configuration because only there it also
 * holds for a data directory that was made elsewhere.
 */
const EXTENSIONS = { pg_trgm, unaccent, uuid_ossp, vector };
const CONFIGURATION = ['max_stack_depth = 100kB', "timezone = 'UTC'"];

const BEGIN_AS_TENANT = `select set_config('role', $1, true), set_config('app.current_org', $2, true), set_config('app.current_user', $3, true)`;

const ALIVE: Statement = { sql: 'select 1 as alive', parameters: [] };

const HAS_WRITTEN: Statement = { sql: 'select pg_current_xact_id_if_assigned() is not null as written', parameters: [] };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function toSqlError(error: unknown, statement: Statement): unknown {
  if (!isRecord(error) || typeof error.code !== 'string' || !/^[0-9A-Z]{5}$/.test(error.code)) return error;
  const text = (key: string) => (typeof error[key] === 'string' ? error[key] : undefined);
  const fault: SqlFault = {
    sqlState: error.code,
    detail: text('detail'),
    hint: text('hint'),
    table: text('table'),
    column: text('column'),
    constraint: text('constraint'),
  };
  return new SqlError(messageOf(error), fault, new Error(statement.sql, { cause: error }));
}

/** Small log segments: the first one is written in full when a data directory is made, and copied at every first visit. */
const INITDB = ['--wal-segsize=1'];

/** The engine itself, for the script that prepares the seed image. */
export async function createEngine(options: PGliteOptions = {}, files?: LoggedFileSystem) {
  return PGlite.create({
    ...(files ? { fs: files } : { dataDir: options.dataDir ?? 'memory://' }),
    initDbStartParams: INITDB,
    extensions: EXTENSIONS,
    parsers: PARSERS,
    postgresqlconf: CONFIGURATION,
    ...(options.seedImage && { loadDataDir: options.seedImage }),
    ...(options.assets?.wasm && { pgliteWasmModule: options.assets.wasm }),
    ...(options.assets?.fileSystem && { fsBundle: options.assets.fileSystem }),
    ...(options.relaxedDurability && { relaxedDurability: true }),
  });
}

type Engine = Awaited<ReturnType<typeof createEngine>>;

/** Boots PGlite. The kernel's own tables are made by whoever puts a kernel on it. @throws KernelError `database_dead` when it cannot answer. */
export async function openPGlite(options: PGliteOptions = {}): Promise<Database> {
  const files = options.log && new LoggedFileSystem(options.log);
  const engine = await createEngine(options, files);
  const database = databaseOn(engine, files);
  try {
    await database.health();
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
  return database;
}

/** What the port needs of an engine; a test may hand in one that misbehaves. */
export type SqlEngine = Pick<Engine, 'query' | 'exec' | 'close'>;

/** Where the engine's data is kept, as far as a commit must know it. */
export interface Storage {
  /** Whether there is room for what a commit writes. */
  hasRoom(): Promise<boolean>;
}

/** The port on an engine that is open; without `storage` the engine itself tells when there is no room. */
export function databaseOn(engine: SqlEngine, storage?: Storage): Database {
  const enqueue = createSerialQueue();
  /** Once a statement failed, and until a savepoint is rolled back, PostgreSQL answers COMMIT by rolling back, in silence. */
  let aborted = false;
  const hasFailed = (): boolean => aborted;
  /** Who waits for the engine's next answer, as a sign that it lives. */
  const waiting = new Set<() => void>();
  /** Who hears of the statements of the transaction that is under way: there is only one at a time. */
  let observing: StatementObserver | undefined;

  const isObserved = (): boolean => database.onStatement !== undefined || observing !== undefined;
  const observe = (statement: Statement, started: number): void => {
    const took = performance.now() - started;
    database.onStatement?.(statement, took);
    observing?.(statement, took);
  };
  const failed = (error: unknown, statement: Statement): unknown => {
    aborted = true;
    return toSqlError(error, statement);
  };

  async function run<R>(statement: Statement): Promise<Result<R>> {
    const started = isObserved() ? performance.now() : 0;
    try {
      const { rows, affectedRows } = await engine.query<R>(statement.sql, statement.parameters as unknown[]);
      // A broken engine answers with no rows.
      if (rows.length > 0) for (const hear of waiting) hear();
      return { rows, affected: affectedRows ?? 0 };
    } catch (error) {
      throw failed(error, statement);
    } finally {
      if (isObserved()) observe(statement, started);
    }
  }

  async function script(sql: string): Promise<void> {
    const started = isObserved() ? performance.now() : 0;
    try {
      await engine.exec(sql);
    } catch (error) {
      throw failed(error, { sql, parameters: [] });
    } finally {
      if (isObserved()) observe({ sql, parameters: [] }, started);
    }
  }

  /** The session of one transaction; it stops working when the transaction ends, so that nothing slips out of it. */
  function openSession(): { session: Session; end: () => void } {
    let ended = false;
    let savepoints = 0;
    // The engine answers without letting anything else in, so a transaction of thousands of statements would leave its worker
    // deaf, and the page would take it for one that hangs.
    const breathe = slices();
    const send = <T>(work: () => Promise<T>): Promise<T> => {
      // Not `async`: a statement is sent for every request, and each layer that waits costs it.
      if (ended) return Promise.reject(over());
      if (!breathe.due()) return work();
      return breathe.pause().then(() => (ended ? Promise.reject(over()) : work()));
    };
    const session: Session = {
      run: (statement) => send(() => run(statement)),
      script: (sql) => send(() => script(sql)),
      async savepoint(work) {
        if (ended) throw over();
        const name = `s${String(++savepoints)}`;
        await script(`savepoint ${name}`);
        try {
          const value = await work();
          if (hasFailed()) throw swallowed();
          await script(`release savepoint ${name}`);
          return value;
        } catch (error) {
          try {
            await script(`rollback to savepoint ${name}; release savepoint ${name}`);
            aborted = false;
          } catch {
            // The whole transaction is lost then; the first error is the one that says what happened.
          }
          throw error;
        }
      },
    };
    return { session, end: () => (ended = true) };
  }

  function transaction<T>(
    prepare: Statement,
    work: (session: Session) => Promise<T>,
    observe?: StatementObserver,
    committed?: (value: T) => void,
  ): Promise<T> {
    return enqueue(async () => {
      aborted = false;
      observing = observe;
      try {
        const value = await inTransaction(prepare, work);
        committed?.(value);
        return value;
      } finally {
        // What runs between transactions (a health check) is none of this one's.
        observing = undefined;
      }
    });
  }

  const hasWritten = async (): Promise<boolean> => (await run<{ written: boolean }>(HAS_WRITTEN)).rows[0]?.written === true;

  async function inTransaction<T>(prepare: Statement, work: (session: Session) => Promise<T>): Promise<T> {
    const { session, end } = openSession();
    await script('begin');
    let value: T;
    try {
      // This statement always answers one row: none means that the engine is broken and says so in no other way.
      if ((await run(prepare)).rows.length !== 1) throw dead();
      value = await work(session);
      if (hasFailed()) throw swallowed();
      if (storage && !(await storage.hasRoom()) && (await hasWritten())) throw noRoom();
    } catch (error) {
      end();
      // The first error is the one that says what happened; a rollback that fails as well adds nothing.
      await script('rollback').catch(() => undefined);
      throw error;
    }
    end();
    try {
      await script('commit');
    } catch (error) {
      // A transaction that is still open would take the next operation in.
      await script('rollback').catch(() => undefined);
      throw error;
    }
    return value;
  }

  const database: Database = {
    onStatement: undefined,
    asTenant: (tenant: Tenant, work, observe) =>
      transaction({ sql: BEGIN_AS_TENANT, parameters: [APP_ROLE, tenant.organizationId, tenant.userId] }, work, observe),
    asOwner: (work, committed) => transaction(ALIVE, work, undefined, committed),
    // Behind everybody's requests the question would wait so long that a busy engine is taken for a dead one: whatever it
    // answers meanwhile will do.
    health: () =>
      new Promise<void>((resolve, reject) => {
        waiting.add(resolve);
        enqueue(async () => {
          if ((await run(ALIVE)).rows.length !== 1) throw dead();
        })
          .then(resolve, reject)
          .finally(() => waiting.delete(resolve));
      }),
    close: () => enqueue(() => engine.close()),
  };
  return database;
}

function dead(): KernelError {
  return new KernelError('database_dead', 'The database stopped answering. It is restarted and rebuilt from the project.');
}

function noRoom(): KernelError {
  return new KernelError(STORAGE_FULL, STORAGE_FULL_MESSAGES.en);
}

function over(): KernelError {
  return new KernelError('transaction_over', 'A statement was sent after its transaction had ended.');
}

function swallowed(): KernelError {
  return new KernelError('transaction_aborted', 'A statement of the transaction had failed, so nothing of it was committed.');
}

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
import { type Connection, connectionTo, isCommand, RefusedStep, type WireStep, textOf } from './connection';
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
 * `max_locks_per_transaction`: an install is one transaction, and every table and index it makes is locked until the end. The default
 * of 64 is enough for some hundreds of models.
 */
const EXTENSIONS = { pg_trgm, unaccent, uuid_ossp, vector };
const CONFIGURATION = ['max_stack_depth = 100kB', "timezone = 'UTC'", 'max_locks_per_transaction = 256'];

const BEGIN_AS_TENANT = `select set_config('role', $1, true), set_config('app.current_org', $2, true), set_config('app.current_user', $3, true), set_config('app.origin', $4, true)`;

/** As the owner of everything, who says what it is for. */
const BEGIN_AS_OWNER = `select set_config('app.origin', $1, true)`;

/** As a tenant, and nothing can be written. */
const READ_AS_TENANT = `select set_config('transaction_read_only', 'on', true), set_config('role', $1, true), set_config('app.current_org', $2, true), set_config('app.current_user', $3, true)`;

const ALIVE: Statement = { sql: 'select 1 as alive', parameters: [] };

/** Statements that leave every table as it was made. */
const MANIPULATION = /^\s*(?:select|insert|update|delete|with)\b/i;

const HAS_WRITTEN: Statement = { sql: 'select pg_current_xact_id_if_assigned() is not null as written', parameters: [] };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** How severe what PostgreSQL says is where it ends the session, of which there is one: it answers nothing sensible after that. */
const ENDS = new Set<unknown>(['FATAL', 'PANIC']);

function toSqlError(refusal: unknown): unknown {
  if (!(refusal instanceof RefusedStep)) return refusal;
  const error = refusal.cause as unknown;
  if (isRecord(error) && ENDS.has(error.severity)) return dead();
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
  return new SqlError(messageOf(error), fault, new Error(textOf(refusal.step), { cause: error }));
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

/** Boots PGlite. The kernel's own tables are made by whoever puts a kernel on it. @throws KernelError `database_dead` when it cannot answer. */
export async function openPGlite(options: PGliteOptions = {}): Promise<Database> {
  const files = options.log && new LoggedFileSystem(options.log);
  const engine = await createEngine(options, files);
  const database = databaseOn(connectionTo(engine), files);
  try {
    await database.health();
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
  return database;
}

/** Where the engine's data is kept, as far as a commit must know it. */
export interface Storage {
  /** Whether there is room for what a commit writes. */
  hasRoom(): Promise<boolean>;
}

/** The port on a connection; without `storage` the engine itself tells when there is no room. */
export function databaseOn(connection: Connection, storage?: Storage): Database {
  const queue = createSerialQueue();
  let isClosed = false;
  /** What waits behind the close is refused: the engine would answer with words of its own inside. */
  const enqueue = <T>(task: () => Promise<T>): Promise<T> => queue(() => (isClosed ? Promise.reject(closed()) : task()));
  /** Once a statement failed, and until a savepoint is rolled back, PostgreSQL answers COMMIT by rolling back, in silence. */
  let aborted = false;
  const hasFailed = (): boolean => aborted;
  /**
   * Something failed that PostgreSQL did not refuse, so nobody knows what of it was sent: what should come next might run outside of the
   * transaction, as somebody else.
   */
  let isLost = false;
  let changes = 0;
  /** Whether a transaction is open, and the engine is at work: one that waits for its caller is alive. */
  let isOpen = false;
  let atWork = 0;
  /** Whether the transaction changed what tables are like: it may be taken back, and then they are others once more. */
  let hasDefined = false;
  /** What goes before the next statement, in its message. */
  let before: WireStep[] = [];
  const isUnsent = (step: WireStep): boolean => before.includes(step);
  /** The statement that tells who asks: it always answers one row. */
  let identity: Statement = ALIVE;
  /** Who waits for the engine's next answer, as a sign that it lives. */
  const waiting = new Set<() => void>();
  /** Who hears of the statements of the transaction that is under way: there is only one at a time. */
  let observing: StatementObserver | undefined;

  /** Tells of statements that travelled together: what they took is the last one's. */
  const observe = (steps: readonly WireStep[], started: number): void => {
    if (!database.onStatement && !observing) return;
    const took = performance.now() - started;
    steps.forEach((step, index) => {
      const statement = isCommand(step) ? { sql: step.command, parameters: [] } : step;
      const own = index === steps.length - 1 ? took : 0;
      database.onStatement?.(statement, own);
      observing?.(statement, own);
    });
  };

  /** Sends what waits and these steps; answers the results of these alone. */
  async function exchange<R>(steps: readonly WireStep[]): Promise<Result<R>[]> {
    const first = before;
    before = [];
    const all = [...first, ...steps];
    if (isLost) throw swallowed();
    const started = performance.now();
    atWork += 1;
    try {
      const results = await connection.exchange<R>(all);
      // The statement that tells who asks answers one row: none means that the engine is broken and says so in no other way.
      if (results.length < all.length || all.some((step, index) => step === identity && results[index]?.rows.length !== 1)) throw dead();
      if (results.some(({ rows }) => rows.length > 0)) for (const hear of waiting) hear();
      return results.slice(first.length);
    } catch (error) {
      aborted = true;
      isLost = !(error instanceof RefusedStep);
      throw toSqlError(error);
    } finally {
      atWork -= 1;
      observe(all, started);
    }
  }

  const noteDefinition = (): void => {
    hasDefined = true;
    connection.forget();
  };

  async function run<R>(statement: Statement): Promise<Result<R>> {
    // One that is refused before it runs is refused inside of the transaction and the savepoint that it belongs to.
    if (before.length > 0 && !connection.knows(statement.sql)) await exchange([]);
    const [result] = await exchange<R>([statement]);
    if (!MANIPULATION.test(statement.sql)) noteDefinition();
    return result ?? { rows: [], affected: 0 };
  }

  const command = async (...texts: string[]): Promise<void> => {
    await exchange(texts.map((text) => ({ command: text })));
  };

  async function script(sql: string): Promise<void> {
    // What would be refused before it must not let it run by itself.
    if (before.length > 0) await exchange([]);
    if (isLost) throw swallowed();
    const started = performance.now();
    atWork += 1;
    try {
      await connection.script(sql);
    } catch (error) {
      aborted = true;
      isLost = !(error instanceof RefusedStep);
      throw toSqlError(error);
    } finally {
      atWork -= 1;
      observe([{ command: sql }], started);
    }
    noteDefinition();
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
        const mark: WireStep = { command: `savepoint ${name}` };
        before.push(mark);
        try {
          const value = await work();
          if (hasFailed()) throw swallowed();
          if (isUnsent(mark)) before.splice(before.indexOf(mark));
          else before.push({ command: `release savepoint ${name}` });
          return value;
        } catch (error) {
          if (isUnsent(mark)) {
            before.splice(before.indexOf(mark));
            throw error;
          }
          before = [];
          try {
            await command(`rollback to savepoint ${name}`, `release savepoint ${name}`);
            aborted = false;
            if (hasDefined) connection.forget();
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
      changes += 1;
      aborted = false;
      isLost = false;
      hasDefined = false;
      observing = observe;
      isOpen = true;
      try {
        const value = await inTransaction(prepare, work);
        committed?.(value);
        return value;
      } finally {
        // What runs between transactions (a health check) is none of this one's.
        observing = undefined;
        isOpen = false;
      }
    });
  }

  /** One message; PostgreSQL makes a transaction of what stands before its end. */
  const read = <R>(tenant: Tenant, statements: () => readonly Statement[], observe?: StatementObserver): Promise<Result<R>[]> =>
    enqueue(async () => {
      const wanted = statements();
      isLost = false;
      observing = observe;
      identity = { sql: READ_AS_TENANT, parameters: [APP_ROLE, tenant.organizationId, tenant.userId] };
      try {
        return (await exchange<R>([identity, ...wanted])).slice(1);
      } finally {
        observing = undefined;
      }
    });

  const hasWritten = async (): Promise<boolean> => (await run<{ written: boolean }>(HAS_WRITTEN)).rows[0]?.written === true;

  async function inTransaction<T>(who: Statement, work: (session: Session) => Promise<T>): Promise<T> {
    const { session, end } = openSession();
    identity = who;
    // Both go with the first statement: work that sends none needs no transaction.
    const opening: WireStep[] = [{ command: 'begin' }, who];
    before = [...opening];
    let value: T;
    try {
      value = await work(session);
      if (hasFailed()) throw swallowed();
      if (storage && !before.includes(who) && !(await storage.hasRoom()) && (await hasWritten())) throw noRoom();
    } catch (error) {
      end();
      await rollback(who);
      throw error;
    }
    end();
    if (before.includes(who)) {
      before = [];
      return value;
    }
    try {
      await command('commit');
    } catch (error) {
      // A transaction that is still open would take the next operation in.
      await rollback(who);
      throw error;
    }
    await connection.keep();
    return value;
  }

  /** The first error is the one that says what happened; a rollback that fails as well adds nothing. */
  async function rollback(who: Statement): Promise<void> {
    const hasBegun = !before.includes(who);
    before = [];
    isLost = false;
    if (hasBegun) await command('rollback').catch(() => undefined);
    if (hasDefined) connection.forget();
    if (hasBegun) await connection.keep();
  }

  const database: Database = {
    onStatement: undefined,
    asTenant: (tenant: Tenant, work, observe) =>
      transaction(
        { sql: BEGIN_AS_TENANT, parameters: [APP_ROLE, tenant.organizationId, tenant.userId, tenant.origin ?? ''] },
        work,
        observe,
      ),
    readAsTenant: read,
    changes: () => changes,
    asOwner: (work, committed, origin) =>
      transaction(origin === undefined ? ALIVE : { sql: BEGIN_AS_OWNER, parameters: [origin] }, work, undefined, committed),
    // Behind everybody's requests the question would wait so long that a busy engine is taken for a dead one: whatever it
    // answers meanwhile will do.
    health: () =>
      new Promise<void>((resolve, reject) => {
        // The caller may take as long as the code of an addon does.
        if (isOpen && atWork === 0) {
          resolve();
          return;
        }
        waiting.add(resolve);
        enqueue(async () => {
          identity = ALIVE;
          isLost = false;
          await exchange([ALIVE]);
        })
          .then(resolve, reject)
          .finally(() => waiting.delete(resolve));
      }),
    close: () =>
      queue(async () => {
        if (isClosed) return;
        isClosed = true;
        await connection.close();
      }),
  };
  return database;
}

function dead(): KernelError {
  return new KernelError('database_dead', 'The database stopped answering. It is restarted and rebuilt from the project.');
}

function closed(): KernelError {
  return new KernelError('database_closed', 'The database was closed, because another project is opened or the page is left.');
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

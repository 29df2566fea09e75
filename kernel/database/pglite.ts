import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { vector } from '@electric-sql/pglite-pgvector';
import { KernelError, messageOf } from '../errors';
import { APP_ROLE, bootstrap } from './bootstrap';
import { type Database, type Result, type Session, SqlError, type SqlFault, type Statement, type Tenant } from './port';
import { createQueue } from './queue';
import { PARSERS } from './types';

export interface PGliteOptions {
  /** Where the data lives: `memory://` (default), `opfs-ahp://NAME`, `idb://NAME`. */
  dataDir?: string;
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

/** The engine itself, for the script that prepares the seed image. */
export async function createEngine(options: PGliteOptions = {}) {
  return PGlite.create({
    dataDir: options.dataDir ?? 'memory://',
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

/** Boots PGlite and brings the kernel's own tables up to date. @throws KernelError `database_dead` when it cannot answer. */
export async function openPGlite(options: PGliteOptions = {}): Promise<Database> {
  const engine = await createEngine(options);
  const database = databaseOn(engine);
  try {
    await database.health();
    await database.asOwner(bootstrap);
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
  return database;
}

/** The port on an engine that is open. */
export function databaseOn(engine: Engine): Database {
  const enqueue = createQueue();

  async function run<R>(statement: Statement): Promise<Result<R>> {
    const started = database.onStatement ? performance.now() : 0;
    try {
      const { rows, affectedRows } = await engine.query<R>(statement.sql, [...statement.parameters]);
      return { rows: rows, affected: affectedRows ?? 0 };
    } catch (error) {
      throw toSqlError(error, statement);
    } finally {
      database.onStatement?.(statement, performance.now() - started);
    }
  }

  async function script(sql: string): Promise<void> {
    const statement = { sql, parameters: [] };
    const started = database.onStatement ? performance.now() : 0;
    try {
      await engine.exec(sql);
    } catch (error) {
      throw toSqlError(error, statement);
    } finally {
      database.onStatement?.(statement, performance.now() - started);
    }
  }

  let savepoints = 0;
  async function savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${String(++savepoints)}`;
    await script(`savepoint ${name}`);
    try {
      const value = await work();
      await script(`release savepoint ${name}`);
      return value;
    } catch (error) {
      await script(`rollback to savepoint ${name}; release savepoint ${name}`);
      throw error;
    }
  }

  const session: Session = { run, script, savepoint };

  async function transaction<T>(prepare: () => Promise<void>, work: (session: Session) => Promise<T>): Promise<T> {
    return enqueue(async () => {
      await script('begin');
      let value: T;
      try {
        await prepare();
        value = await work(session);
      } catch (error) {
        await script('rollback');
        throw error;
      }
      await script('commit');
      return value;
    });
  }

  const database: Database = {
    onStatement: undefined,
    asTenant: (tenant: Tenant, work) =>
      transaction(async () => {
        const { rows } = await run({ sql: BEGIN_AS_TENANT, parameters: [APP_ROLE, tenant.organizationId, tenant.userId] });
        // The statement always answers one row: none means that the engine is broken and says so in no other way.
        if (rows.length !== 1) throw dead();
      }, work),
    asOwner: (work) => transaction(() => Promise.resolve(), work),
    health: () =>
      enqueue(async () => {
        const { rows } = await run({ sql: 'select 1 as alive', parameters: [] });
        if (rows.length !== 1) throw dead();
      }),
    close: () => enqueue(() => engine.close()),
  };
  return database;
}

function dead(): KernelError {
  return new KernelError('database_dead', 'The database stopped answering. It is restarted and rebuilt from the project.');
}

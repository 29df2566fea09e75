/**
 * A kernel with what a project needs around it: its order installed, its rows kept beside the database and brought back when that
 * is new. A tab, the command line and a test hold the same one; what differs between them is handed in.
 */
import { type Database, SqlError } from '../database/port';
import { isStorageFull, STORAGE_FULL, STORAGE_FULL_MESSAGES } from '../database/storage-full';
import { KernelError, messageOf } from '../errors';
import { schemasOf } from '../lifecycle/installed-state';
import { storedInstallations } from '../lifecycle/stored';
import { compactJournal } from '../journal/compact';
import { pendingEntries } from '../journal/log';
import { createKernel, type Kernel, type KernelPorts } from '../kernel';
import { withFailureListener } from './failure-listener';
import { installProject } from './install-project';
import type { ProjectInstall, InstallReport } from './project-install';
import { replay } from './replay';
import type { RowStorage } from './row-storage';

export interface HostPorts extends Omit<KernelPorts, 'database'> {
  database: Database;
  /** Null where nothing is kept: rows then live as long as the database. */
  storage: RowStorage | null;
  /** Number of the last journal entry whose row is in the storage; 0 for a database that is new. */
  moved: number;
  /** The database was built anew: the rows of the storage are brought back after the first install. */
  isNew: boolean;
}

/** The health of a host beyond being alive. */
export interface HostHealth {
  /** The last thing that was to be stored found no room. */
  storageFull: boolean;
}

export interface Host {
  readonly kernel: Kernel;
  /** Installs for everybody, then brings back the rows of everybody where the database is new. Never rejects. */
  install(order: ProjectInstall): Promise<InstallReport>;
  /** Drops every addon's tables and all rows kept for the project, then installs anew. Requests that come meanwhile wait. */
  reset(order: ProjectInstall): Promise<InstallReport>;
  /** What is stored of an addon's installations, as the text of a JSON list. */
  installations(addonKey: string): Promise<string>;
  /** Removes an addon that is set aside: its installations, its tables, and the rows that are kept of them. */
  removeInstallations(addonKey: string): Promise<void>;
  /** Resolves when the engine answers; rejects when it is broken. */
  health(): Promise<HostHealth>;
  /** Keeps rows from now on, for a host that kept none; resolves when those that are there are kept. */
  adopt(open: () => Promise<RowStorage>): Promise<void>;
  /** Resolves when every committed row is in the storage. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Turns after which it is asked whether the journal has grown over its bounds. */
const COMPACTED_EVERY = 50;

/** What PostgreSQL says of files it cannot read: corrupted data and indices, missing files, failing input and output. */
const DAMAGED_SQL_STATES = /^(?:XX00[12]|58.{3})$/;

function codeOf(error: unknown): string {
  // A file that cannot grow is no damaged one: throwing the database away would not make room for the next.
  if (isStorageFull(error)) return STORAGE_FULL;
  if (error instanceof SqlError && DAMAGED_SQL_STATES.test(error.fault.sqlState)) return 'database_damaged';
  return error instanceof KernelError ? error.code : 'internal_error';
}

export async function createHost({ storage: given, moved: known, isNew, ...ports }: HostPorts): Promise<Host> {
  let storage = given;
  let moved = known;
  // A host that keeps nothing has nothing to bring back; when it does later, its rows are the ones to store.
  let restorePending = storage !== null && isNew;
  let storageFull = false;
  const noteFull = (error: unknown): void => {
    if (isStorageFull(error)) storageFull = true;
  };
  const database = withFailureListener(ports.database, noteFull);
  const kernel = await createKernel({ ...ports, database });
  let pumping: Promise<void> = Promise.resolve();
  /** One that will run, and has not begun: it moves what is committed by then. */
  let waiting: Promise<void> | null = null;
  let turns = 0;

  async function moveEntries(): Promise<void> {
    waiting = null;
    // Until the rows are back, the storage is the only whole copy and this database has nothing to tell it.
    if (restorePending) return;
    while (storage) {
      const entries = await pendingEntries(database, moved);
      const last = entries.at(-1);
      if (!last) break;
      await storage.keep(entries);
      storageFull = false;
      moved = last.seq;
    }
    turns += 1;
    if (turns % COMPACTED_EVERY === 0) await compactJournal(database, moved);
  }

  /** Moves committed rows from the database to the storage. Runs behind the answers, never before them. */
  function pump(): Promise<void> {
    // A full disk must not stop the next attempt; what is not moved stays in the database's own journal.
    waiting ??= pumping = pumping.then(moveEntries).catch(noteFull);
    return waiting;
  }

  async function restoreRows(): Promise<{ restoredRows: number; skippedRows: number }> {
    if (!restorePending || !storage) return { restoredRows: 0, skippedRows: 0 };
    const kept = await storage.rows();
    const { applied, skipped } = await replay(database, kept.rows);
    restorePending = false;
    await pump();
    return { restoredRows: applied, skippedRows: skipped.length + kept.damaged };
  }

  async function install(order: ProjectInstall): Promise<InstallReport> {
    try {
      const installed = await installProject(kernel, order);
      return installed.ok ? { ...installed, ...(await restoreRows()) } : installed;
    } catch (error) {
      const details = error instanceof KernelError ? error.details : {};
      return { ok: false, code: codeOf(error), message: isStorageFull(error) ? STORAGE_FULL_MESSAGES.en : messageOf(error), details };
    }
  }

  kernel.subscribe((event) => {
    if (event.type === 'DATA_EVENT') void pump();
  });
  void pump();

  async function reset(order: ProjectInstall): Promise<InstallReport> {
    await pump();
    for (const key of new Set(kernel.inspect().addons.map((addon) => addon.key))) await kernel.reset(key);
    await storage?.forget();
    return install(order);
  }

  /** The reset that is under way, or the last one: what is asked meanwhile sees the addon that is installed after it, never none. */
  let resetting: Promise<unknown> = Promise.resolve();

  return {
    kernel: {
      ...kernel,
      async fetch(request, principal) {
        await resetting;
        return kernel.fetch(request, principal);
      },
    },
    install,
    reset(order) {
      const report = reset(order);
      resetting = report.catch(() => undefined);
      return report;
    },
    installations: (addonKey) => storedInstallations(database, addonKey),
    async removeInstallations(addonKey) {
      await pump();
      const schemas = await database.asOwner((session) => schemasOf(session, addonKey));
      await kernel.reset(addonKey);
      for (const schema of schemas) await storage?.forgetSchema(schema);
    },
    async health() {
      await database.health();
      return { storageFull };
    },
    async adopt(open) {
      storage ??= await open();
      await pump();
    },
    settled: pump,
    async close() {
      await pump();
      await database.close();
    },
  };
}

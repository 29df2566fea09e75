/** Where a tab's database lives, and how it is opened, found damaged, and thrown away. */
import { bootstrapVersion, BOOTSTRAP_VERSION } from '../kernel/database/bootstrap';
import { openPGlite } from '../kernel/database/pglite';
import type { Database } from '../kernel/database/port';
import { compile, sql } from '../kernel/database/sql';
import type { BootOptions, BootReport, RebuildReason } from './protocol';

type Storage = BootReport['storage'];

export interface OpenedDatabase {
  database: Database;
  storage: Storage;
  rebuilt: RebuildReason | null;
}

/** A worker that was killed keeps its file handles for about two seconds: the next opener waits for them. */
const HANDLES_DEADLINE_MS = 15_000;
const HANDLES_RETRY_MS = 100;

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function bestStorage(): Promise<Storage> {
  try {
    const root = await navigator.storage.getDirectory();
    const probe = await root.getFileHandle('.metacore-probe', { create: true });
    if (typeof (probe as { createSyncAccessHandle?: unknown }).createSyncAccessHandle === 'function') return 'opfs';
  } catch {
    // No private file system here (a private window, an old browser): the next best follows.
  }
  return typeof indexedDB === 'undefined' ? 'memory' : 'idb';
}

const directoryName = (projectId: string): string => `metacore-${projectId}`;

async function exists(storage: Storage, projectId: string): Promise<boolean> {
  if (storage === 'memory') return false;
  if (storage === 'idb') {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === `/pglite/${directoryName(projectId)}`);
  }
  const root = await navigator.storage.getDirectory();
  try {
    await root.getDirectoryHandle(directoryName(projectId));
    return true;
  } catch {
    return false;
  }
}

async function remove(storage: Storage, projectId: string): Promise<void> {
  if (storage === 'opfs') {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(directoryName(projectId), { recursive: true });
  } else if (storage === 'idb') {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`/pglite/${directoryName(projectId)}`);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('the stored database could not be removed'));
    });
  }
}

function dataDir(storage: Storage, projectId: string): string {
  if (storage === 'memory') return 'memory://';
  return `${storage === 'opfs' ? 'opfs-ahp' : 'idb'}://${directoryName(projectId)}`;
}

const isLocked = (error: unknown): boolean => error instanceof DOMException && error.name === 'NoModificationAllowedError';

/** Retries `work` while another worker still holds the files. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + HANDLES_DEADLINE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > deadline) throw error;
      await sleep(HANDLES_RETRY_MS);
    }
  }
}

async function openFresh(storage: Storage, options: BootOptions): Promise<Database> {
  const response = await fetch(options.seedImageUrl);
  if (!response.ok) throw new Error(`The database image could not be loaded (${response.status}).`);
  const seedImage = new Blob([await response.arrayBuffer()]);
  return whenFree(() => openPGlite({ dataDir: dataDir(storage, options.projectId), seedImage, relaxedDurability: storage === 'idb' }));
}

/** Whether the journal of a database has the entry of this number. */
async function holdsEntry(database: Database, seq: number): Promise<boolean> {
  const { rows } = await database.asOwner((session) =>
    session.run<{ there: boolean }>(compile(sql`select exists (select 1 from metacore.journal where seq = ${seq}) as there`)),
  );
  return rows[0]?.there === true;
}

async function openExisting(storage: Storage, options: BootOptions, movedUpTo: number | null): Promise<Database | RebuildReason> {
  let database: Database;
  try {
    database = await whenFree(() => openPGlite({ dataDir: dataDir(storage, options.projectId), relaxedDurability: storage === 'idb' }));
  } catch (error) {
    if (isLocked(error)) throw error;
    return 'damaged';
  }
  const version = await database.asOwner(bootstrapVersion).catch(() => null);
  const isCurrent = version === BOOTSTRAP_VERSION;
  if (isCurrent && (movedUpTo === null || (await holdsEntry(database, movedUpTo).catch(() => false)))) return database;
  await database.close().catch(() => undefined);
  return isCurrent ? 'damaged' : 'outdated';
}

/**
 * Opens the project's database, or builds an empty one where there is none or the stored one cannot be used.
 *
 * @param movedUpTo number of the last journal entry that the project's storage took over. The journal keeps that one, so a
 *   database without it has lost what came after (a browser that was killed, files that were cleared) and is not used.
 *   Undefined: what is stored was never complete. Null: there is no storage to compare with.
 */
export async function openDatabase(options: BootOptions, movedUpTo: number | undefined | null): Promise<OpenedDatabase> {
  const storage = options.storage === 'memory' ? 'memory' : await bestStorage();
  let rebuilt: RebuildReason = 'new';
  if (await exists(storage, options.projectId)) {
    const opened = options.discard || movedUpTo === undefined ? 'damaged' : await openExisting(storage, options, movedUpTo);
    if (typeof opened !== 'string') return { database: opened, storage, rebuilt: null };
    rebuilt = opened;
    await whenFree(() => remove(storage, options.projectId));
  }
  return { database: await openFresh(storage, options), storage, rebuilt };
}

/** Where a tab's database lives, and how it is opened, found damaged, and built anew. */
import { bringUp } from '../kernel/bookkeeping';
import { ChangeLog, type LogFile } from '../kernel/database/files/change-log';
import { DATABASE_NEWER } from '../kernel/database/newer';
import { openPGlite, type PGliteOptions } from '../kernel/database/pglite';
import type { Database } from '../kernel/database/port';
import { KernelError } from '../kernel/errors';
import { holdsEntry } from '../kernel/journal/log';
import { directoryName, exists, remove, whenFree, type Storage } from './database-files';
import { engineFiles } from './engine-files';
import type { BootOptions, RebuildReason, UnusableReason } from './protocol';

export interface OpenedDatabase {
  database: Database;
  storage: Storage;
  rebuilt: RebuildReason | null;
}

/** Opening takes about a second; an engine that takes this long waits for something that does not come. */
const OPEN_DEADLINE_MS = 30_000;

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

/** A file as a worker sees it; the page's types do not know its handles. */
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<LogFile> };

const LOG_NAMES = ['changes-0', 'changes-1'] as const;

const directoryOf = async (projectId: string, create: boolean): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(directoryName(projectId), { create });

/** Takes the files of a project's database, once nobody else holds them. */
async function takeLog(projectId: string): Promise<ChangeLog> {
  const directory = await directoryOf(projectId, true);
  const take = async (name: string) => ((await directory.getFileHandle(name, { create: true })) as WorkerFile).createSyncAccessHandle();
  return whenFree(async () => {
    const first = await take(LOG_NAMES[0]);
    try {
      return new ChangeLog([first, await take(LOG_NAMES[1])]);
    } catch (error) {
      first.close();
      throw error;
    }
  });
}

/** Whether the directory is one that an earlier version kept, a file for each of the engine's. */
async function isOfEarlierVersion(projectId: string): Promise<boolean> {
  const directory = await directoryOf(projectId, false);
  return directory.getFileHandle('state.txt').then(
    () => true,
    () => false,
  );
}

/** Where the engine keeps its data; a log has to be closed where no database came of it. */
async function placeOf(storage: Storage, projectId: string): Promise<Pick<PGliteOptions, 'log' | 'dataDir' | 'relaxedDurability'>> {
  if (storage === 'opfs') return { log: await takeLog(projectId) };
  return storage === 'idb' ? { dataDir: `idb://${directoryName(projectId)}`, relaxedDurability: true } : {};
}

async function openFresh(storage: Storage, options: BootOptions): Promise<Database> {
  const response = await fetch(options.seedImageUrl);
  if (!response.ok) throw new Error(`The database image could not be loaded (${response.status}).`);
  const seedImage = new Blob([await response.arrayBuffer()]);
  const assets = await engineFiles();
  const place = await placeOf(storage, options.projectId);
  try {
    return await openPGlite({ ...place, seedImage, assets });
  } catch (error) {
    place.log?.close();
    throw error;
  }
}

/** The database as it is stored, or null when the engine cannot open it: it fails, or waits for a file that is not there. */
async function openStored(storage: Storage, options: BootOptions): Promise<Database | null> {
  // A file of the engine that cannot be loaded says nothing about the stored ones.
  const assets = await engineFiles();
  const place = await placeOf(storage, options.projectId);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gaveUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), OPEN_DEADLINE_MS);
  });
  // From nothing the engine would make an empty database without a word.
  const opening = place.log?.isEmpty ? Promise.resolve(null) : openPGlite({ ...place, assets }).catch(() => null);
  const database = await Promise.race([opening, gaveUp]);
  clearTimeout(timer);
  if (!database) place.log?.close();
  return database;
}

async function openExisting(
  storage: Storage,
  options: BootOptions,
  movedUpTo: number | null,
): Promise<Database | UnusableReason | 'newer'> {
  if (storage === 'opfs' && (await isOfEarlierVersion(options.projectId))) return 'outdated';
  const database = await openStored(storage, options);
  if (!database) return 'damaged';
  try {
    await database.asOwner((session) => bringUp(session));
  } catch (error) {
    if (!(error instanceof KernelError && error.code === DATABASE_NEWER)) return 'outdated';
    await database.close();
    return 'newer';
  }
  const isWhole = movedUpTo === null || (await database.asOwner((session) => holdsEntry(session, movedUpTo)).catch(() => false));
  return isWhole ? database : 'damaged';
}

/**
 * Opens the project's database, or builds an empty one where there is none or `options.discard` says that the stored one
 * is of no use. Answers with the reason when the stored one turns out to be of no use: the engine may still hold its files,
 * so that only another worker can throw them away.
 *
 * @param movedUpTo number of the last journal entry that the project's storage took over. The journal keeps that one, so a
 *   database without it has lost what came after (a browser that was killed, files that were cleared) and is not used.
 *   Undefined: what is stored was never complete. Null: there is no storage to compare with.
 */
export async function openDatabase(
  options: BootOptions,
  movedUpTo: number | undefined | null,
): Promise<OpenedDatabase | UnusableReason | 'newer'> {
  const storage = options.storage === 'memory' ? 'memory' : await bestStorage();
  const isThere = await exists(storage, options.projectId);
  const discard = options.discard ?? (movedUpTo === undefined ? 'damaged' : null);
  if (isThere && discard === null && movedUpTo !== undefined) {
    const opened = await openExisting(storage, options, movedUpTo);
    return typeof opened === 'string' ? opened : { database: opened, storage, rebuilt: null };
  }
  if (isThere) await whenFree(() => remove(storage, options.projectId));
  return { database: await openFresh(storage, options), storage, rebuilt: isThere && discard !== null ? discard : 'new' };
}

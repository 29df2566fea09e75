/** Where a tab's database lives, and how it is opened, found damaged, and built anew. */
import { bootstrapVersion, BOOTSTRAP_VERSION } from '../kernel/database/bootstrap';
import { openPGlite } from '../kernel/database/pglite';
import type { Database } from '../kernel/database/port';
import { compile, sql } from '../kernel/database/sql';
import { directoryName, exists, isLocked, remove, whenFree, type Storage } from './database-files';
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

function dataDir(storage: Storage, projectId: string): string {
  if (storage === 'memory') return 'memory://';
  return `${storage === 'opfs' ? 'opfs-ahp' : 'idb'}://${directoryName(projectId)}`;
}

/** A file as a worker sees it; the page's types do not know its handles. */
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<{ close(): void }> };

async function filesOf(directory: FileSystemDirectoryHandle): Promise<WorkerFile[]> {
  const files: WorkerFile[] = [];
  for await (const entry of directory.values()) {
    if (entry.kind === 'directory') files.push(...(await filesOf(entry)));
    else files.push(entry as WorkerFile);
  }
  return files;
}

/** @throws DOMException `NoModificationAllowedError` when one of the files is held */
async function takeAndLeave(files: readonly WorkerFile[]): Promise<void> {
  const probes = files.map(async (file) => (await file.createSyncAccessHandle()).close());
  const failed = (await Promise.allSettled(probes)).find((probe) => probe.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Every how-manieth file is tried first. */
const SAMPLE_STEP = 24;

/**
 * Waits until no file of the database is held. The engine must not be the one to find that out: for some it waits for ever,
 * others it takes for missing, and what it did take it keeps. One holder holds all files and lets go of them together, so
 * where a sample is free at once nobody was there; otherwise every file is tried until all are free.
 */
async function untilFree(directory: FileSystemDirectoryHandle): Promise<void> {
  const files = await filesOf(directory);
  try {
    await takeAndLeave(files.filter((_, index) => index % SAMPLE_STEP === 0 || index === files.length - 1));
  } catch (error) {
    if (!isLocked(error)) throw error;
    await whenFree(() => takeAndLeave(files));
  }
}

/** The engine's own list of its files. Where it cannot be read, the engine would make an empty database without a word. */
async function hasFileList(directory: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    const list = await (await directory.getFileHandle('state.txt')).getFile();
    const [firstLine = ''] = (await list.text()).split('\n', 1);
    return typeof JSON.parse(firstLine) === 'object';
  } catch {
    return false;
  }
}

/** Waits until nobody holds the stored files; whether they look like a database. */
async function filesAreReady(storage: Storage, projectId: string): Promise<boolean> {
  if (storage !== 'opfs') return true;
  const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(directoryName(projectId));
  await untilFree(directory);
  return hasFileList(directory);
}

async function openFresh(storage: Storage, options: BootOptions): Promise<Database> {
  const response = await fetch(options.seedImageUrl);
  if (!response.ok) throw new Error(`The database image could not be loaded (${response.status}).`);
  const seedImage = new Blob([await response.arrayBuffer()]);
  return openPGlite({
    dataDir: dataDir(storage, options.projectId),
    seedImage,
    relaxedDurability: storage === 'idb',
    assets: await engineFiles(),
  });
}

/** Whether the journal of a database has the entry of this number. */
async function holdsEntry(database: Database, seq: number): Promise<boolean> {
  const { rows } = await database.asOwner((session) =>
    session.run<{ there: boolean }>(compile(sql`select exists (select 1 from metacore.journal where seq = ${seq}) as there`)),
  );
  return rows[0]?.there === true;
}

/** The database as it is stored, or null when the engine cannot open it: it fails, or waits for a file that is not there. */
async function openStored(storage: Storage, options: BootOptions): Promise<Database | null> {
  // A file of the engine that cannot be loaded says nothing about the stored ones.
  const assets = await engineFiles();
  let giveUp: () => void = () => undefined;
  const gaveUp = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  // A file that cannot be opened shows in the engine as a promise nobody handles, and the engine waits on.
  self.addEventListener('unhandledrejection', giveUp);
  const timer = setTimeout(giveUp, OPEN_DEADLINE_MS);
  try {
    const opening = openPGlite({ dataDir: dataDir(storage, options.projectId), relaxedDurability: storage === 'idb', assets });
    return await Promise.race([opening.catch(() => null), gaveUp]);
  } finally {
    clearTimeout(timer);
    self.removeEventListener('unhandledrejection', giveUp);
  }
}

async function openExisting(storage: Storage, options: BootOptions, movedUpTo: number | null): Promise<Database | UnusableReason> {
  if (!(await filesAreReady(storage, options.projectId))) return 'damaged';
  const database = await openStored(storage, options);
  if (!database) return 'damaged';
  const version = await database.asOwner(bootstrapVersion).catch(() => null);
  if (version !== BOOTSTRAP_VERSION) return 'outdated';
  return movedUpTo === null || (await holdsEntry(database, movedUpTo).catch(() => false)) ? database : 'damaged';
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
export async function openDatabase(options: BootOptions, movedUpTo: number | undefined | null): Promise<OpenedDatabase | UnusableReason> {
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

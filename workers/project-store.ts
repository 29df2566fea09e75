/**
 * What survives a reload, in IndexedDB: the project's files, and the last state of every row that was written. Page and
 * kernel worker open the same store; the page writes files, the worker rows.
 */
import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB, type StoreNames } from 'idb';
import type { PrivateKey, PublicKey } from '../kernel/bundle/keys';
import type { RowStorage } from '../kernel/host/row-storage';
import type { Rename } from '../kernel/lifecycle/renames';
import type { NumberedEntry, RowState } from '../kernel/journal/entry';
import type { Provenance } from '../kernel/project/provenance';
import { isRowState, readProject } from './stored-project';

export interface StoredProject {
  id: string;
  name: string;
  /** Contents by path: text, or bytes for what is no text. */
  files: Record<string, string | Uint8Array>;
  /** The last manifest that was installed: what the screens show while the current one has errors. */
  lastGoodManifest: string | null;
  /** What was renamed in the editor, oldest first: an install moves the values. Absent in projects of older versions. */
  renames?: readonly Rename[];
  /** Where it came from, the newest first. Absent in projects of older versions. */
  provenance?: readonly Provenance[];
  /** Its own sample rows are still to be written: after its first install, once. */
  sampleRowsDue?: true;
  /** Epoch milliseconds. */
  updatedAt: number;
}

/** What is known of a project without its files. */
export type StoredMeta = Omit<StoredProject, 'files'>;

type ProjectFiles = StoredProject['files'];

interface StoreSchema extends DBSchema {
  /** What is known of each project; a record that could not be read when files were put apart is there as it was, with them. */
  projects: { key: string; value: StoredMeta };
  files: { key: [projectId: string, path: string]; value: string | Uint8Array };
  rows: { key: [projectId: string, schema: string, table: string, id: string]; value: RowState };
  /** By project: number of the last journal entry whose row is in `rows`. */
  moved: { key: string; value: number };
  keys: { key: string; value: StoredKey };
  trusted: { key: string; value: TrustedKey };
  /** What the host seals with: handles that cannot be read back, by what they are for. */
  hostKeys: { key: 'settings'; value: CryptoKey };
}

/** A signing key under its owner's name. The private half is a handle that cannot be read back. */
export interface StoredKey {
  name: string;
  key: PrivateKey;
  /** Epoch milliseconds. */
  createdAt: number;
}

/** A public key of somebody else whose bundles are taken without asking. */
export interface TrustedKey extends PublicKey {
  name: string;
  /** Epoch milliseconds. */
  trustedAt: number;
}

export type ProjectStore = IDBPDatabase<StoreSchema>;

export const STORE_NAME = 'metacore-playground';
const VERSION = 4;

/** Who hears of other tabs that stand in the way, or in whose way this one stands. */
export interface StoreListener {
  /** Another tab has an older version open: nothing can be read before it is closed. */
  onBlocked?: () => void;
  /** A newer version wants to bring the store up: from here on nothing is kept by this tab. */
  onSuperseded?: () => void;
}

/** Puts the files of every project apart. What cannot be read stays as it is. */
async function putFilesApart(projects: RecordsOf<'projects'>, files: RecordsOf<'files'>): Promise<void> {
  const records: unknown[] = await projects.getAll();
  for (const record of records) {
    const project = readProject(record);
    if (!project) continue;
    const { files: contents, ...meta } = project;
    await Promise.all([projects.put(meta), ...Object.entries(contents).map(([path, content]) => files.put(content, [project.id, path]))]);
  }
}

type RecordsOf<Name extends 'projects' | 'files'> = IDBPObjectStore<StoreSchema, StoreNames<StoreSchema>[], Name, 'versionchange'>;

/** Rejects where the browser keeps nothing: some throw at the first touch, some have no IndexedDB at all. */
export async function openStore({ onBlocked, onSuperseded }: StoreListener = {}): Promise<ProjectStore> {
  return openDB<StoreSchema>(STORE_NAME, VERSION, {
    blocked: () => onBlocked?.(),
    blocking(_, __, event) {
      // The newer version waits until this one lets go.
      (event.target as IDBDatabase).close();
      onSuperseded?.();
    },
    upgrade(store, from, _, transaction) {
      if (from < 1) {
        store.createObjectStore('projects', { keyPath: 'id' });
        store.createObjectStore('rows');
        store.createObjectStore('keys', { keyPath: 'name' });
        store.createObjectStore('trusted', { keyPath: 'fingerprint' });
      }
      if (from < 2) store.createObjectStore('moved');
      if (from < 4) store.createObjectStore('hostKeys');
      if (from >= 3) return;
      // All of it or nothing: what is half done is taken back, and the next visit tries again.
      putFilesApart(transaction.objectStore('projects'), store.createObjectStore('files'))
        .catch(() => transaction.abort())
        .catch(() => undefined);
    },
  });
}

/** Every key of a project's rows, and of its files, lies between these two. */
const rangeOf = (projectId: string): IDBKeyRange => IDBKeyRange.bound([projectId], [projectId, []]);
const schemaRange = (projectId: string, schema: string): IDBKeyRange => IDBKeyRange.bound([projectId, schema], [projectId, schema, []]);

/**
 * Takes over entries of the journal, oldest first: the last state of a row replaces the one before. All of them or none,
 * and with them the number of the last one.
 */
async function keepRows(store: ProjectStore, projectId: string, entries: readonly NumberedEntry[]): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  const transaction = store.transaction(['rows', 'moved'], 'readwrite');
  const rows = transaction.objectStore('rows');
  const writes = entries.map(({ entry }) => {
    if (entry.op === 'drop') return rows.delete(schemaRange(projectId, entry.schema));
    const key: StoreSchema['rows']['key'] = [projectId, entry.schema, entry.table, entry.id];
    return entry.op === 'upsert' ? rows.put(entry, key) : rows.delete(key);
  });
  await Promise.all([...writes, transaction.objectStore('moved').put(last.seq, projectId), transaction.done]);
}

/** The number of the last entry that was kept; undefined for a project whose database is not, or no longer, to be trusted. */
export async function movedUpTo(store: ProjectStore, projectId: string): Promise<number | undefined> {
  return store.get('moved', projectId);
}

/** A database built anew counts from the beginning. */
export async function forgetMoved(store: ProjectStore, projectId: string): Promise<void> {
  await store.delete('moved', projectId);
}

/** The rows that are kept for a project, and how many records are no rows: they stay where they are. */
async function keptRows(store: ProjectStore, projectId: string): Promise<{ rows: RowState[]; damaged: number }> {
  const records: unknown[] = await store.getAll('rows', rangeOf(projectId));
  const rows = records.filter(isRowState);
  return { rows, damaged: records.length - rows.length };
}

async function forgetRows(store: ProjectStore, projectId: string): Promise<void> {
  await store.delete('rows', rangeOf(projectId));
}

/** Forgets the rows of one schema. */
async function forgetSchema(store: ProjectStore, projectId: string, schema: string): Promise<void> {
  await store.delete('rows', schemaRange(projectId, schema));
}

/** Where the kernel of a project keeps its rows. */
export const rowStorage = (store: ProjectStore, projectId: string): RowStorage => ({
  keep: (entries) => keepRows(store, projectId, entries),
  rows: () => keptRows(store, projectId),
  forget: () => forgetRows(store, projectId),
  forgetSchema: (schema) => forgetSchema(store, projectId, schema),
});

/** A project's record as it stands, with its files beside what is known of it; undefined where there is none. */
export async function recordOf(store: ProjectStore, projectId: string): Promise<unknown> {
  const transaction = store.transaction(['projects', 'files']);
  const files = transaction.objectStore('files');
  const [meta, paths, contents] = await Promise.all([
    transaction.objectStore('projects').get(projectId) as Promise<unknown>,
    files.getAllKeys(rangeOf(projectId)),
    files.getAll(rangeOf(projectId)),
    transaction.done,
  ]);
  // What could not be read when files were put apart has its own.
  if (typeof meta !== 'object' || meta === null || Object.hasOwn(meta, 'files')) return meta;
  return { ...meta, files: Object.fromEntries(paths.map(([, path], index) => [path, contents[index]])) };
}

/**
 * Stores a project: what is known of it, and those of its files that differ from `before`, which is what is stored; null where nobody
 * knows. All of it or nothing.
 */
export async function writeProject(store: ProjectStore, project: StoredProject, before: ProjectFiles | null): Promise<void> {
  const { files: contents, ...meta } = project;
  const transaction = store.transaction(['projects', 'files'], 'readwrite');
  const files = transaction.objectStore('files');
  const gone = before === null ? [files.delete(rangeOf(project.id))] : [];
  const removed = Object.keys(before ?? {}).filter((path) => !Object.hasOwn(contents, path));
  const changed = Object.entries(contents).filter(([path, content]) => before?.[path] !== content);
  await Promise.all([
    transaction.objectStore('projects').put(meta),
    ...gone,
    ...removed.map((path) => files.delete([project.id, path])),
    ...changed.map(([path, content]) => files.put(content, [project.id, path])),
    transaction.done,
  ]);
}

/** Forgets a project: its files, its rows, and how far they were moved. All of it or nothing; no other project is touched. */
export async function forgetProject(store: ProjectStore, projectId: string): Promise<void> {
  const transaction = store.transaction(['projects', 'files', 'rows', 'moved'], 'readwrite');
  await Promise.all([
    transaction.objectStore('projects').delete(projectId),
    transaction.objectStore('files').delete(rangeOf(projectId)),
    transaction.objectStore('rows').delete(rangeOf(projectId)),
    transaction.objectStore('moved').delete(projectId),
    transaction.done,
  ]);
}

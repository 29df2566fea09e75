/** Where the versions of projects are kept: in a database of their own, so that nothing else waits for them. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Delta } from './delta';

/** One version: what it changed of the one before. */
export interface StoredVersion {
  projectId: string;
  /** Counts the versions of the project; the newer the higher. */
  id: number;
  /** Epoch milliseconds. */
  at: number;
  /** What somebody called it; empty for one that was kept by itself. */
  name: string;
  delta: Delta;
}

export interface VersionStore {
  /** The versions of a project, the oldest first. */
  all(projectId: string): Promise<StoredVersion[]>;
  /** Adds one, or puts one in the place of that of its id. */
  put(version: StoredVersion): Promise<void>;
  /** Puts one and takes another away, both or neither. */
  replace(version: StoredVersion, gone: number): Promise<void>;
  forget(projectId: string): Promise<void>;
}

interface Schema extends DBSchema {
  versions: { key: [projectId: string, id: number]; value: StoredVersion };
}

const NAME = 'metacore-playground-versions';

const rangeOf = (projectId: string): IDBKeyRange => IDBKeyRange.bound([projectId], [projectId, []]);

/** Rejects where the browser keeps nothing. */
export async function openVersionStore(): Promise<VersionStore> {
  const store: IDBPDatabase<Schema> = await openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('versions', { keyPath: ['projectId', 'id'] });
    },
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  return {
    all: (projectId) => store.getAll('versions', rangeOf(projectId)),
    async put(version) {
      await store.put('versions', version);
    },
    async replace(version, gone) {
      const transaction = store.transaction('versions', 'readwrite');
      await Promise.all([transaction.store.put(version), transaction.store.delete([version.projectId, gone]), transaction.done]);
    },
    forget: (projectId) => store.delete('versions', rangeOf(projectId)),
  };
}

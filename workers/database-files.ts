/** The stored files of a project's database, without the engine: the page removes them too. */
import type { BootReport } from './protocol';

export type Storage = BootReport['storage'];

/** A worker that was killed keeps its file handles for about two seconds: the next opener waits for them. */
const HANDLES_DEADLINE_MS = 30_000;
const HANDLES_RETRY_MS = 100;

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export const directoryName = (projectId: string): string => `metacore-${projectId}`;

/** Whether a database of the project is stored there. */
export async function exists(storage: Storage, projectId: string): Promise<boolean> {
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

/** Removes what is stored; rejects where files of it are held, or nothing is there. */
export async function remove(storage: Storage, projectId: string): Promise<void> {
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

const isLocked = (error: unknown): boolean => error instanceof DOMException && error.name === 'NoModificationAllowedError';

/** Retries `work` while another worker still holds the files. */
export async function whenFree<T>(work: () => Promise<T>): Promise<T> {
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

/**
 * Removes a project's database wherever this browser may have put it; nobody may work on it. One that is not there is fine.
 * Rejects where the browser has it and does not let go of it.
 */
export async function removeDatabase(projectId: string): Promise<void> {
  for (const storage of ['opfs', 'idb'] as const) {
    // A browser without this kind of storage has nothing in it.
    const isThere = await exists(storage, projectId).catch(() => false);
    if (isThere) await whenFree(() => remove(storage, projectId));
  }
}

import { afterEach, expect, it, vi } from 'vitest';
import { removeDatabase } from './database-files';

afterEach(() => vi.unstubAllGlobals());

/** A browser that holds these directories and databases; `held`: how often the first removal finds the files held. */
function browser(directories: Set<string> | null, databases: Set<string>, held = 0): void {
  let refusals = held;
  const root = {
    getDirectoryHandle: (name: string) =>
      directories?.has(name) ? Promise.resolve({}) : Promise.reject(new DOMException('', 'NotFoundError')),
    removeEntry(name: string, options: unknown) {
      expect(options).toEqual({ recursive: true });
      if (refusals > 0) {
        refusals -= 1;
        return Promise.reject(new DOMException('', 'NoModificationAllowedError'));
      }
      directories?.delete(name);
      return Promise.resolve();
    },
  };
  vi.stubGlobal('navigator', { storage: directories ? { getDirectory: () => Promise.resolve(root) } : {} });
  vi.stubGlobal('indexedDB', {
    databases: () => Promise.resolve([...databases].map((name) => ({ name }))),
    deleteDatabase(name: string) {
      databases.delete(name);
      const request: { onsuccess?: () => void } = {};
      queueMicrotask(() => request.onsuccess?.());
      return request;
    },
  });
}

it('removes the project’s own database and no other, wherever it lies', async () => {
  const directories = new Set(['metacore-a-1', 'metacore-a-12', 'other']);
  const databases = new Set(['/pglite/metacore-a-1', '/pglite/metacore-a-12', 'metacore-playground']);
  browser(directories, databases);
  await removeDatabase('a-1');
  expect([...directories]).toEqual(['metacore-a-12', 'other']);
  expect([...databases]).toEqual(['/pglite/metacore-a-12', 'metacore-playground']);
});

it('is content where there is no database, and no such storage', async () => {
  const databases = new Set(['/pglite/metacore-b']);
  browser(new Set(['metacore-b']), databases);
  await removeDatabase('a');
  browser(null, databases);
  await removeDatabase('a');
  expect([...databases]).toEqual(['/pglite/metacore-b']);
});

it('waits for files that an ended worker still holds', async () => {
  const directories = new Set(['metacore-a']);
  browser(directories, new Set(), 2);
  await removeDatabase('a');
  expect([...directories]).toEqual([]);
});

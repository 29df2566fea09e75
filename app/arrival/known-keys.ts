import { openStore, type ProjectStore, STORE_NAME } from '../../workers/project-store';
import { type NamedPublicKey, trustedKeys } from '../publish/keys';
import { projectStore } from '../workspace/kept';

/**
 * Public keys the person trusts. Where no project is open yet, they are read and nothing is made: a browser that keeps nothing so
 * far keeps nothing afterwards.
 */
export async function knownKeys(): Promise<NamedPublicKey[]> {
  const open = projectStore();
  if (open) return trustedKeys(open);
  try {
    if (!(await indexedDB.databases()).some(({ name }) => name === STORE_NAME)) return [];
    const store = await new Promise<ProjectStore>((resolve, reject) => {
      // A tab of an older version may hold the store for hours: what arrives does not wait for it.
      const opening = openStore({ onBlocked: () => reject(new Error('another tab holds the store')) });
      opening.then(resolve, reject);
    });
    try {
      return await trustedKeys(store);
    } finally {
      store.close();
    }
  } catch {
    // A browser that keeps nothing, or does not say what it keeps: nobody is known.
    return [];
  }
}

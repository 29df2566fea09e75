import { openStore, STORE_NAME } from '../../workers/project-store';
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
    const store = await openStore();
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

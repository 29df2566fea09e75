/** The key under which this browser keeps secrets of settings. No code can read it, and no export carries it. */
import { newSecretKey } from '../kernel/settings/secret-box';
import type { ProjectStore } from './project-store';

const NAME = 'settings';

async function keptKey(store: ProjectStore): Promise<CryptoKey> {
  const kept = await store.get('hostKeys', NAME);
  if (kept) return kept;
  const made = await newSecretKey();
  const work = store.transaction('hostKeys', 'readwrite');
  // Another tab may have made one meanwhile.
  const first = await work.store.get(NAME);
  if (!first) await work.store.put(made, NAME);
  await work.done;
  return first ?? made;
}

/** The key that is kept, made at its first use. Where none can be kept, one of this visit: what it sealed does not open at the next. */
export const secretKeyIn = (store: ProjectStore): Promise<CryptoKey> => keptKey(store).catch(newSecretKey);

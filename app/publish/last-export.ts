/**
 * The last bundle of each addon that was exported here, to compare the next one with. A database of its own: a new version of the
 * projects' one could not be opened while a tab of an older playground holds it.
 */
import { type DBSchema, openDB } from 'idb';

interface ExportsSchema extends DBSchema {
  /** Packed bytes by addon key. */
  last: { key: string; value: Uint8Array };
}

const open = () =>
  openDB<ExportsSchema>('metacore-playground-exports', 1, {
    upgrade(store) {
      store.createObjectStore('last');
    },
  });

/** Costs the next comparison where the browser keeps nothing, and nothing else. */
export async function rememberExport(addonKey: string, packed: Uint8Array): Promise<void> {
  try {
    const store = await open();
    await store.put('last', packed, addonKey);
    store.close();
  } catch {
    // A full or forbidden storage.
  }
}

export async function lastExport(addonKey: string): Promise<Uint8Array | null> {
  try {
    const store = await open();
    const packed = await store.get('last', addonKey);
    store.close();
    return packed ?? null;
  } catch {
    return null;
  }
}

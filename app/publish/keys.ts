/** The author's signing keys, kept in this browser. Nothing here ever hands out a private key. */
import { generatePrivateKey, lockPrivateKey, type PublicKey } from '../../kernel/bundle/keys';
import type { ProjectStore, StoredKey } from '../../workers/project-store';

/** @throws KernelError when the browser cannot make one; ConstraintError when the name is taken */
export async function makeKey(store: ProjectStore, name: string): Promise<StoredKey> {
  // The readable form exists for these two lines only; what is stored is a handle that can sign and nothing else.
  const key = await lockPrivateKey(await generatePrivateKey());
  const stored: StoredKey = { name, key, createdAt: Date.now() };
  await store.add('keys', stored);
  return stored;
}

export async function listKeys(store: ProjectStore): Promise<StoredKey[]> {
  const keys = await store.getAll('keys');
  return keys.sort((a, b) => b.createdAt - a.createdAt);
}

export interface NamedPublicKey extends PublicKey {
  name: string;
}

/** Keys whose bundles are taken without asking: the author's own and those that were trusted. */
export async function trustedKeys(store: ProjectStore): Promise<NamedPublicKey[]> {
  const own = (await listKeys(store)).map(({ name, key }) => ({ ...key.publicKey, name }));
  return [...own, ...(await store.getAll('trusted'))];
}

export async function trustKey(store: ProjectStore, key: PublicKey, name: string): Promise<void> {
  await store.put('trusted', { ...key, name, trustedAt: Date.now() });
}

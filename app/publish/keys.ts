/** The author's signing keys, kept in this browser. Nothing here ever sends a private key. */
import { importEncryptedKey, isEncryptedKey, lockReadable } from '../../kernel/bundle/encrypted-keys';
import { generatePrivateKey, importPrivateKey, lockPrivateKey, type PublicKey, type SeedPrivateKey } from '../../kernel/bundle/keys';
import type { ProjectStore, StoredKey } from '../../workers/project-store';
import { isStoredKey, isTrustedKey } from '../../workers/stored-project';

async function keep(store: ProjectStore, name: string, open: SeedPrivateKey, readable: boolean): Promise<StoredKey> {
  const key = readable ? await lockReadable(open) : await lockPrivateKey(open);
  const stored: StoredKey = { name, key, createdAt: Date.now() };
  await store.add('keys', stored);
  return stored;
}

/**
 * A new key. Its readable form exists within this call only, unless `readable`: then it can be exported later.
 * @throws KernelError when the browser cannot make one; ConstraintError when the name is taken
 */
export async function makeKey(store: ProjectStore, name: string, readable = false): Promise<StoredKey> {
  return keep(store, name, await generatePrivateKey(), readable);
}

/** A key from a file: PKCS#8, plain or under a passphrase, or the blocks of the Go command line. @throws KernelError `KEY-…` */
export async function readKeyFile(text: string, passphrase: string): Promise<SeedPrivateKey> {
  return isEncryptedKey(text) ? importEncryptedKey(text, passphrase) : importPrivateKey(text);
}

/** @throws ConstraintError when the name is taken */
export async function keepKey(store: ProjectStore, name: string, key: SeedPrivateKey, readable: boolean): Promise<StoredKey> {
  return keep(store, name, key, readable);
}

export async function deleteKey(store: ProjectStore, name: string): Promise<void> {
  await store.delete('keys', name);
}

export async function listKeys(store: ProjectStore): Promise<StoredKey[]> {
  const records: unknown[] = await store.getAll('keys');
  return records.filter(isStoredKey).sort((a, b) => b.createdAt - a.createdAt);
}

/** Names of keys whose records are damaged: they sign nothing any more. */
export async function damagedKeys(store: ProjectStore): Promise<string[]> {
  const names = await store.getAllKeys('keys');
  const whole = (await listKeys(store)).map(({ name }) => name);
  return names.filter((name) => !whole.includes(name));
}

export interface NamedPublicKey extends PublicKey {
  name: string;
}

/** Keys whose bundles are taken without asking: the author's own and those that were trusted. */
export async function trustedKeys(store: ProjectStore): Promise<NamedPublicKey[]> {
  const own = (await listKeys(store)).map(({ name, key }) => ({ ...key.publicKey, name }));
  const trusted: unknown[] = await store.getAll('trusted');
  return [...own, ...trusted.filter(isTrustedKey)];
}

export async function trustKey(store: ProjectStore, key: PublicKey, name: string): Promise<void> {
  await store.put('trusted', { ...key, name, trustedAt: Date.now() });
}

/** Sorts what a person dropped: one bundle or manifest, its signature, public keys. */

export interface Dropped {
  bundle: File | null;
  manifest: File | null;
  signature: File | null;
  publicKeys: File[];
}

export type DroppedProblem = 'noBundle' | 'tooMany';

const ends = (file: File, ...endings: string[]): boolean => endings.some((ending) => file.name.toLowerCase().endsWith(ending));

/** More files than a bundle with its signature and a handful of keys is somebody's whole folder. */
const MAX_PUBLIC_KEYS = 16;

export function sortDropped(files: readonly File[]): Dropped | DroppedProblem {
  const bundles = files.filter((file) => ends(file, '.mcbundle', '.tar.gz', '.tgz'));
  const manifests = files.filter((file) => ends(file, '.json'));
  const signatures = files.filter((file) => ends(file, '.sig'));
  if (bundles.length > 1 || manifests.length > 1 || signatures.length > 1 || bundles.length + manifests.length > 1) return 'tooMany';
  const [bundle = null] = bundles;
  const [manifest = null] = manifests;
  if (!bundle && !manifest) return 'noBundle';
  return {
    bundle,
    manifest,
    signature: signatures[0] ?? null,
    publicKeys: files.filter((file) => ends(file, '.pub')).slice(0, MAX_PUBLIC_KEYS),
  };
}

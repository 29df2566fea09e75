/** Sorts what a person dropped or fetched: one bundle, zip or manifest; a bundle's signature, checksums and public keys. */

export interface Dropped {
  /** What the project is made of, and what it looks like by its name. */
  main: File;
  kind: 'bundle' | 'zip' | 'manifest';
  signature: File | null;
  checksums: File | null;
  publicKeys: File[];
}

export type DroppedProblem = 'noBundle' | 'tooMany';

const ends = (file: File, ...endings: string[]): boolean => endings.some((ending) => file.name.toLowerCase().endsWith(ending));

/** More files than a bundle with its signature and a handful of keys is somebody's whole folder. */
const MAX_PUBLIC_KEYS = 16;

export function sortDropped(files: readonly File[]): Dropped | DroppedProblem {
  const found = (kind: Dropped['kind'], ...endings: string[]): Pick<Dropped, 'main' | 'kind'>[] =>
    files.filter((file) => ends(file, ...endings)).map((main) => ({ main, kind }));
  const mains = [...found('bundle', '.mcbundle', '.tar.gz', '.tgz'), ...found('zip', '.zip'), ...found('manifest', '.json')];
  const signatures = files.filter((file) => ends(file, '.sig'));
  // The signature block for side-loading lies beside its bundle and is no manifest.
  const [main, ...more] = mains.filter(({ main: file }) => !ends(file, '.signature.json') || mains.length === 1);
  if (more.length > 0 || signatures.length > 1) return 'tooMany';
  if (!main) return 'noBundle';
  return {
    ...main,
    signature: signatures[0] ?? null,
    checksums: files.find((file) => ends(file, '.checksums')) ?? null,
    publicKeys: files.filter((file) => ends(file, '.pub')).slice(0, MAX_PUBLIC_KEYS),
  };
}

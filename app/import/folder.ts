/** A folder as it was dropped or chosen: walked within bounds, what tools leave behind passed over, the addon in it read. */
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import { bundleError } from '../../kernel/bundle/messages';
import { checkedPath, isKeyFileName } from '../../kernel/bundle/paths';
import { isLeftOver } from '../../kernel/contract/left-overs';
import { addonIn } from '../../kernel/project/unzip';

/** A file of a folder, by its path in it; opened only when its turn comes. */
export interface FolderFile {
  path: string;
  open: () => Promise<File>;
}

export interface FolderOptions {
  signal: AbortSignal;
  /** Hears how many of the addon's files were read. */
  onProgress: (done: number, whole: number) => void;
}

/** Keys stay with their owner, and bundles that were built from the folder are no part of it. */
const staysOut = (path: string): boolean => isKeyFileName(path) || /\.(sig|mcbundle|tar\.gz|tgz|checksums)$/i.test(path);

/** Splits off what does not belong into a project, so that it can be named. */
export function withoutKeys<T>(files: ReadonlyMap<string, T>): { files: Map<string, T>; leftOut: string[] } {
  return {
    files: new Map([...files].filter(([path]) => !staysOut(path))),
    leftOut: [...files.keys()].filter(staysOut).sort(),
  };
}

const tooMany = (): Error => bundleError('BUNDLE-TOO-MANY-ENTRIES', { limit: BUNDLE_LIMITS.maxEntries });

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** Browsers hand out a hundred entries at a time, until an empty list. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > BUNDLE_LIMITS.maxEntries) throw tooMany();
  }
}

/** The files of dropped entries, folders walked in turn. @throws KernelError `BUNDLE-TOO-MANY-ENTRIES`; DOMException `AbortError` */
export async function filesOfEntries(entries: readonly FileSystemEntry[], signal: AbortSignal): Promise<FolderFile[]> {
  const waiting = entries.map((entry) => ({ entry, path: entry.name }));
  const files: FolderFile[] = [];
  for (let next = waiting.pop(), seen = 0; next !== undefined; next = waiting.pop(), seen += 1) {
    signal.throwIfAborted();
    if (seen > BUNDLE_LIMITS.maxEntries) throw tooMany();
    const { entry, path } = next;
    if (isLeftOver(path)) continue;
    if (entry.isFile) files.push({ path, open: () => fileOf(entry as FileSystemFileEntry) });
    else
      for (const inner of await entriesIn(entry as FileSystemDirectoryEntry)) waiting.push({ entry: inner, path: `${path}/${inner.name}` });
  }
  return files;
}

/** The files of a folder that was chosen with a picker. @throws KernelError `BUNDLE-TOO-MANY-ENTRIES` */
export function filesOfPicked(picked: readonly File[]): FolderFile[] {
  const files = picked
    .map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, open: () => Promise.resolve(file) }))
    .filter(({ path }) => !isLeftOver(path));
  if (files.length > BUNDLE_LIMITS.maxEntries) throw tooMany();
  return files;
}

/**
 * The addon in a folder: the files below its highest `manifest.json`, keys and built bundles left out.
 * @throws KernelError `BUNDLE-NO-MANIFEST`, `FOLDER-TWO-ADDONS`, `BUNDLE-PATH-…`, `BUNDLE-UNPACKED-SIZE`; DOMException `AbortError`
 */
export async function readFolder(
  list: readonly FolderFile[],
  { signal, onProgress }: FolderOptions,
): Promise<{ files: Map<string, Uint8Array>; leftOut: string[] }> {
  const { files: wanted, leftOut } = withoutKeys(addonIn(new Map(list.map((file) => [file.path, file]))));
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const [raw, { open }] of wanted) {
    signal.throwIfAborted();
    const path = checkedPath(raw);
    const file = await open();
    bytes += file.size;
    if (bytes > BUNDLE_LIMITS.maxUnpackedBytes)
      throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: path, limit: BUNDLE_LIMITS.maxUnpackedBytes });
    files.set(path, new Uint8Array(await file.arrayBuffer()));
    onProgress(files.size, wanted.size);
  }
  return { files, leftOut };
}

/** The addon that an open document belongs to: what lies on the disk, and over it what is being written. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readAddonFolder } from '../files';
import type { Context } from '../io';

export const MANIFEST = 'manifest.json';
/** How far above a document its manifest may lie. */
const MAX_DEPTH = 32;

/** The path of a document on this machine, or null for one that is not saved anywhere. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** The nearest folder at or above a document that holds a manifest, or null. A manifest that was never saved stands for its folder. */
export function folderOf(uri: string): string | null {
  const path = pathOf(uri);
  if (path === null) return null;
  if (path.split(sep).at(-1) === MANIFEST) return dirname(path);
  let folder = dirname(path);
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (existsSync(join(folder, MANIFEST))) return folder;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
  return null;
}

/** Where in its addon a document lies, with forward slashes. */
export const placeIn = (folder: string, uri: string): string =>
  relative(folder, pathOf(uri) ?? folder)
    .split(sep)
    .join('/');

/** The address of an addon's file. */
export const uriIn = (folder: string, place: string): string => pathToFileURL(join(folder, place)).href;

/** What the disk holds of addons, kept until something there is said to have changed. */
export class AddonFolders {
  readonly #kept = new Map<string, Promise<ReadonlyMap<string, Uint8Array>>>();

  constructor(readonly context: Context) {}

  /** Something on the disk changed: it is read anew when it is next asked for. */
  forget(): void {
    this.#kept.clear();
  }

  #onDisk(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const kept = this.#kept.get(folder) ?? (existsSync(folder) ? readAddonFolder(this.context, folder) : Promise.resolve(new Map()));
    this.#kept.set(folder, kept);
    // What could not be read is tried again.
    kept.catch(() => this.#kept.delete(folder));
    return kept;
  }

  /**
   * The addon's files by their path in it; an open document's text stands for its file.
   *
   * @throws KernelError `FOLDER-…`, `FILE-UNREADABLE`
   */
  async filesOf(folder: string, open: readonly TextDocument[]): Promise<Map<string, string | Uint8Array>> {
    const files = new Map<string, string | Uint8Array>(await this.#onDisk(folder));
    for (const document of open) {
      if (folderOf(document.uri) === folder) files.set(placeIn(folder, document.uri), document.getText());
    }
    return files;
  }
}

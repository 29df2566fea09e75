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

export type AddonFiles = ReadonlyMap<string, string | Uint8Array>;

/** `manifest.json`, and whatever says of itself that it is one: `shop.manifest.json`. */
export const isManifest = (uri: string): boolean => /(^|[/.])manifest\.json$/.test(uri.split(/[?#]/)[0] ?? '');

/** The path of a document on this machine, or null for one that is not saved anywhere. */
function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

function foundAbove(uri: string): string | null {
  const path = pathOf(uri);
  if (path === null) return null;
  const name = path.split(sep).at(-1);
  // A manifest that was never saved stands for its folder; one of another name is none that hosts look for, and stands for itself.
  if (name === MANIFEST) return dirname(path);
  if (isManifest(uri)) return null;
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

/** What the disk holds of addons, kept until something there is said to have changed: it is asked for at every key. */
export class AddonFolders {
  readonly #folders = new Map<string, string | null>();
  readonly #kept = new Map<string, Promise<AddonFiles>>();
  /** Grows whenever what is kept may not be true any more. */
  revision = 0;

  constructor(readonly context: Context) {}

  /** Something on the disk changed: it is read anew when it is next asked for. */
  forget(): void {
    this.revision += 1;
    this.#folders.clear();
    this.#kept.clear();
  }

  /** The folder of the addon that a document belongs to, or null: the nearest at or above it that holds a manifest. */
  of(uri: string): string | null {
    const known = this.#folders.get(uri);
    if (known !== undefined) return known;
    const found = foundAbove(uri);
    this.#folders.set(uri, found);
    return found;
  }

  #onDisk(folder: string): Promise<AddonFiles> {
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
  async filesOf(folder: string, open: readonly TextDocument[]): Promise<AddonFiles> {
    const files = new Map(await this.#onDisk(folder));
    for (const document of open) if (this.of(document.uri) === folder) files.set(placeIn(folder, document.uri), document.getText());
    return files;
  }
}

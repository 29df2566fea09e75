/** The project's files as folders. */

export interface Folder {
  /** Last part of its path; empty for the whole project. */
  name: string;
  path: string;
  folders: Folder[];
  files: { name: string; path: string }[];
}

/** Folders and files of the paths, each in the order they come. */
export function folderOf(paths: readonly string[]): Folder {
  const root: Folder = { name: '', path: '', folders: [], files: [] };
  for (const path of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? path;
    let at = root;
    for (const part of parts) {
      const below = at.path === '' ? part : `${at.path}/${part}`;
      const known = at.folders.find((folder) => folder.path === below);
      const folder: Folder = known ?? { name: part, path: below, folders: [], files: [] };
      if (!known) at.folders.push(folder);
      at = folder;
    }
    at.files.push({ name, path });
  }
  return root;
}

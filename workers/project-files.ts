/**
 * The project's files on the two sides of the language worker. A keystroke changes one file, and a backend of megabytes
 * must not be copied with each: the page sends what changed since it last asked.
 */
import type { ProjectFile, ProjectFilesChange } from './protocol';

export type FilesByPath = Readonly<Record<string, ProjectFile>>;

/** What turns `before` into `after`. Contents are compared as they are held: bytes that were replaced count as changed. */
export function changeBetween(before: FilesByPath, after: FilesByPath): Pick<ProjectFilesChange, 'put' | 'removed'> {
  return {
    put: Object.entries(after).filter(([path, content]) => !Object.hasOwn(before, path) || before[path] !== content),
    removed: Object.keys(before).filter((path) => !Object.hasOwn(after, path)),
  };
}

/** The page's side: what the worker holds, as far as the page knows. */
export function createFilesSender(): { next(files: FilesByPath): ProjectFilesChange; forget(): void } {
  let sent: { files: FilesByPath; revision: number } | null = null;
  let revision = 0;
  return {
    next(files) {
      const change = { base: sent?.revision ?? null, ...changeBetween(sent?.files ?? {}, files), revision: (revision += 1) };
      sent = { files, revision };
      return change;
    },
    forget() {
      sent = null;
    },
  };
}

/** The worker's side. */
export function createFilesHolder(): {
  apply(change: ProjectFilesChange): ReadonlyMap<string, ProjectFile> | null;
  /** The files of the last change. */
  files(): ReadonlyMap<string, ProjectFile>;
} {
  let held = { files: new Map<string, ProjectFile>(), revision: 0 };
  return {
    files: () => held.files,
    /** The files after the change; null when it builds on files that this worker does not have. */
    apply({ base, revision, put, removed }) {
      if (base === null) held.files = new Map();
      else if (base !== held.revision) return null;
      for (const path of removed) held.files.delete(path);
      for (const [path, content] of put) held.files.set(path, content);
      held = { files: held.files, revision };
      return held.files;
    },
  };
}

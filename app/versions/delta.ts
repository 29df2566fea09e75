/** What a version changes, and the files that several of them make. Pure. */
import type { ProjectFile } from '../project/project';

export type Files = Readonly<Record<string, ProjectFile>>;

/** By path: a file's content, or null for one that was taken away. */
export type Delta = Readonly<Record<string, ProjectFile | null>>;

function same(a: ProjectFile | undefined, b: ProjectFile): boolean {
  if (a === b) return true;
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
  return a.every((byte, index) => byte === b[index]);
}

/** What makes `after` of `before`; empty where they are the same. */
export function deltaOf(before: Files, after: Files): Delta {
  const put = Object.entries(after).filter(([path, content]) => !Object.hasOwn(before, path) || !same(before[path], content));
  const gone = Object.keys(before).filter((path) => !Object.hasOwn(after, path));
  return Object.fromEntries([...put, ...gone.map((path) => [path, null] as const)]);
}

/** The files after the deltas, the oldest first. */
export function filesAfter(deltas: readonly Delta[]): Files {
  const files = new Map<string, ProjectFile>();
  for (const delta of deltas)
    for (const [path, content] of Object.entries(delta))
      if (content === null) files.delete(path);
      else files.set(path, content);
  return Object.fromEntries(files);
}

/** Two deltas as one. */
export const composed = (first: Delta, then: Delta): Delta => ({ ...first, ...then });

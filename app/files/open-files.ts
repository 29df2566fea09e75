/** Which files stand open as tabs, and in which order. The one that is shown is the workspace's. The next visit finds them again. */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../settings';
import { MANIFEST, type ProjectFile } from '../project/project';
import { openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';

export interface OpenFiles {
  projectId: string | null;
  paths: readonly string[];
}

interface Shown {
  projectId: string | null;
  files: Readonly<Record<string, ProjectFile>>;
  active: string;
}

/** The tabs once `shown` is what is shown: those whose files are gone are closed, and the file that is shown has one. */
export function followShown({ projectId, paths }: OpenFiles, shown: Shown): OpenFiles {
  const kept = projectId === shown.projectId ? paths.filter((path) => Object.hasOwn(shown.files, path)) : [];
  const hasTab = kept.includes(shown.active) || !Object.hasOwn(shown.files, shown.active);
  return { projectId: shown.projectId, paths: hasTab ? kept : [...kept, shown.active] };
}

/** What is shown once a tab is closed: the one on its right, else on its left; the manifest where it was the last one. */
export function neighbourOf(paths: readonly string[], closed: string): string {
  const at = paths.indexOf(closed);
  return paths[at + 1] ?? paths[at - 1] ?? MANIFEST;
}

/** The tabs with one of them taken to another place. */
export function moved(paths: readonly string[], path: string, to: number): string[] {
  const others = paths.filter((other) => other !== path);
  const at = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, at), path, ...others.slice(at)];
}

/** More tabs than a window shows. What is kept may have come from somewhere else. */
const MAX_KEPT = 100;

/** The tabs that a former visit kept; none where it is not understood. */
export function readTabs(text: string | null): OpenFiles {
  try {
    const { projectId, paths } = JSON.parse(text ?? '') as Partial<Record<keyof OpenFiles, unknown>>;
    if (typeof projectId === 'string' && Array.isArray(paths))
      return { projectId, paths: [...new Set(paths.filter((path): path is string => typeof path === 'string'))].slice(0, MAX_KEPT) };
  } catch {
    // As on a first visit.
  }
  return { projectId: null, paths: [] };
}

export const useOpenFiles = create<OpenFiles>(() => readTabs(readSetting('tabs')));

useOpenFiles.subscribe(({ projectId, paths }) => {
  // A project that is only looked at leaves no traces.
  if (projectId !== null && !useWorkspace.getState().unkept) writeSetting('tabs', JSON.stringify({ projectId, paths }));
});

const follow = ({ project, activeFile }: { project: { id: string; files: Shown['files'] } | null; activeFile: string }): void => {
  // Before the page knows its project the tabs of the last visit wait.
  if (project === null) return;
  const before = useOpenFiles.getState();
  const after = followShown(before, { projectId: project.id, files: project.files, active: activeFile });
  const isSame = after.projectId === before.projectId && after.paths.join('\n') === before.paths.join('\n');
  if (!isSame) useOpenFiles.setState(after);
};

useWorkspace.subscribe((state, before) => {
  const isSameProject = state.project?.id === before.project?.id;
  if (!isSameProject || state.activeFile !== before.activeFile || state.project?.files !== before.project?.files) follow(state);
});
follow(useWorkspace.getState());

/** Closes a tab; the file stays in the project. */
export function closeTab(path: string): void {
  const { paths } = useOpenFiles.getState();
  const next = neighbourOf(paths, path);
  useOpenFiles.setState({ paths: paths.filter((other) => other !== path) });
  if (useWorkspace.getState().activeFile === path) openFile(next);
}

/** Takes a tab to another place among the others, counted from 0. */
export const moveTab = (path: string, to: number): void => useOpenFiles.setState(({ paths }) => ({ paths: moved(paths, path, to) }));

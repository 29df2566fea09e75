/** Changes to the files of the project: kept at once, judged, and shown where they are accepted. */
import { MAX_RENAMES, type Rename } from '../../kernel/lifecycle/renames';
import { MANIFEST, type ProjectFile } from '../project/project';
import { keep } from './kept';
import { installNewest } from './kernel';
import { askVerdict } from './verdict';
import { useWorkspace } from './workspace';

const { getState: get, setState: set } = useWorkspace;

/** Replaces a file's content; the verdict and the screens follow. */
export function editFile(path: string, content: ProjectFile): void {
  const { project, tab, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working' || project.files[path] === content) return;
  keep({ ...project, files: { ...project.files, [path]: content } });
  askVerdict();
  // Installs nothing where the manifest does not name the file. Manifest and templates wait for the verdict.
  if (path !== MANIFEST && path.endsWith('.json')) installNewest();
}

/** Replaces several files at once, as a conversion does. */
export function editFiles(files: Readonly<Record<string, ProjectFile>>): void {
  const { project, tab, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working') return;
  keep({ ...project, files: { ...project.files, ...files } });
  askVerdict();
}

/** Puts other files in the place of all of them. What has no manifest is no project: nothing happens. */
export function replaceFiles(files: Readonly<Record<string, ProjectFile>>): void {
  const { project, tab, activeFile, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working' || !Object.hasOwn(files, MANIFEST)) return;
  keep({ ...project, files: { ...files } });
  if (!Object.hasOwn(files, activeFile)) openFile(MANIFEST);
  askVerdict();
  installNewest();
}

/** Adds a file, or puts one back, and opens it. */
export function addFile(path: string, content: ProjectFile): void {
  editFile(path, content);
  openFile(path);
}

/** Takes a file out of the project; the manifest stays. Whoever wants it back adds it again. */
export function removeFile(path: string): void {
  const { project, tab, activeFile, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working' || path === MANIFEST || !Object.hasOwn(project.files, path)) return;
  keep({ ...project, files: Object.fromEntries(Object.entries(project.files).filter(([other]) => other !== path)) });
  if (activeFile === path) openFile(MANIFEST);
  askVerdict();
  if (path.endsWith('.json')) installNewest();
}

/** Gives a file another path. Where the new one is taken, nothing happens. */
export function renameFile(from: string, to: string): void {
  const content = get().project?.files[from];
  if (content === undefined || from === MANIFEST || Object.hasOwn(get().project?.files ?? {}, to)) return;
  addFile(to, content);
  removeFile(from);
}

/** Remembers a rename of the editor, so that the next install moves the values. Called before the text changes. */
export function noteRename(rename: Rename): void {
  const { project } = get();
  if (project) keep({ ...project, renames: [...(project.renames ?? []), rename].slice(-MAX_RENAMES) });
}

export const openFile = (path: string): void => set({ activeFile: path });

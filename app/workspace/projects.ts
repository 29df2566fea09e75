/** Which project this tab works on: opened, given to another tab, left for another, added, kept, named and deleted. */
import { forgetDraftsOf } from '../project/drafts';
import { removeDatabase } from '../../workers/database-files';
import { forgetProject, type StoredProject } from '../../workers/project-store';
import { forkOf, MANIFEST, projectFromTemplate, withoutDueRows } from '../project/project';
import { acquireLock, type HeldLock } from '../project/tab-lock';
import { readSetting, writeSetting } from '../settings';
import {
  isGone,
  keep,
  listProjects,
  namedApart,
  newestProject,
  openKept,
  projectStore,
  settled,
  storedProject,
  storeProject,
} from './kept';
import { followBackend } from './backend';
import { adoptRows, startKernel, stopKernel } from './kernel';
import { askVerdict } from './verdict';
import { useWorkspace } from './workspace';

const { getState: get, setState: set } = useWorkspace;

let lock: HeldLock | null = null;

async function loadProject(): Promise<StoredProject> {
  const id = readSetting('project');
  const stored = id === null ? undefined : await storedProject(id);
  if (stored) return stored;
  const newest = await newestProject();
  if (newest) return newest;
  const fresh = await projectFromTemplate();
  await storeProject(fresh);
  return fresh;
}

/** Saves files and rows and ends the kernel: the project is whole in storage when it resolves. */
async function putDown(): Promise<void> {
  await stopKernel();
  await settled();
}

/** Until it resolves, a project is being removed: nobody else may open what is left of it. */
let removal: Promise<void> = Promise.resolve();

/** Gives the project to the tab that asked for it, once everything is saved. */
async function handOver(held: HeldLock): Promise<void> {
  set({ tab: { state: 'lost' } });
  await putDown();
  await removal.catch(() => undefined);
  held.release();
}

/** Until it resolves, a project is being given to another tab. */
let handingOver: Promise<void> = Promise.resolve();

async function work(wanted: StoredProject, takeOver: boolean): Promise<void> {
  await handingOver;
  const held = await acquireLock(wanted.id, takeOver);
  if (!held) {
    set({ tab: { state: 'elsewhere' } });
    return;
  }
  lock = held;
  void held.lost.then(() => {
    handingOver = handOver(held);
  });
  if (takeOver && (await isGone(wanted.id))) {
    await enterNext();
    return;
  }
  // The tab that gave it up may have written since this one read.
  const project = (await storedProject(wanted.id)) ?? wanted;
  set({ tab: { state: 'working' }, project, verdict: null, install: null, servedGeneration: null, servedKey: null, activeFile: MANIFEST });
  askVerdict();
  followBackend();
  startKernel(project.id);
}

/** Works on the newest project, or on a fresh starter where there is none; answers with its name. */
async function enterNext(): Promise<string> {
  const newest = await newestProject();
  const next = newest ?? (await projectFromTemplate());
  if (!newest) await storeProject(next);
  await enterProject(next);
  return next.name;
}

/** Opens the stored project, or the first template on a first visit. */
export async function openWorkspace(): Promise<void> {
  await openKept();
  const project = await loadProject();
  writeSetting('project', project.id);
  set({ project });
  await listProjects();
  await work(project, false);
}

interface UnkeptOptions {
  /** File to show first. */
  activeFile: string;
  readOnly?: boolean;
  /** Nobody looks at its screens: no kernel is started. */
  withoutKernel?: boolean;
}

/** Works on a project that is stored nowhere. Nothing of this browser is opened for it: no projects, no keys, no lock. */
export function runUnkept(project: StoredProject, { activeFile, readOnly = false, withoutKernel = false }: UnkeptOptions): void {
  set({ tab: { state: 'working' }, project, unkept: true, activeFile, readOnly });
  askVerdict();
  if (withoutKernel) return;
  followBackend();
  startKernel(project.id);
}

/** From here on the tab works on what is kept: the address that an unkept project came by goes, so that a reload opens the former. */
function leaveUnkept(): void {
  if (get().unkept) history.replaceState(null, '', location.pathname);
  set({ unkept: false, readOnly: false });
}

/**
 * Stores an unkept project, rows included, and goes on with it as with any other; under another name it is a fork of it. False
 * where the browser keeps nothing: the page says so, and the project goes on in memory.
 */
export async function keepUnkept(name?: string): Promise<boolean> {
  const { project: unkept } = get();
  if (!unkept || !get().unkept) return false;
  await openKept();
  const { sampleRowsDue } = unkept;
  // Its rows come along: those that were written are not written again.
  const wanted =
    name === undefined ? unkept : { ...withoutDueRows(forkOf(unkept, name)), id: unkept.id, ...(sampleRowsDue && { sampleRowsDue }) };
  const project = await namedApart(wanted);
  if (!projectStore()) {
    set({ saveFailed: true });
    return false;
  }
  await storeProject(project);
  try {
    await adoptRows(project.id);
  } catch {
    set({ saveFailed: true });
    return false;
  }
  leaveUnkept();
  await enterProject(project);
  return true;
}

/** Copies the project as it stands to one of its own, and works on that. The rows of a stored project stay with it. As `keepUnkept`. */
export async function forkProject(name: string): Promise<boolean> {
  const { project, unkept } = get();
  if (unkept) return keepUnkept(name);
  if (!project) return false;
  await addProject(forkOf(project, name));
  return true;
}

let takingOver = false;

/** Takes the project over from the tab that has it, which saves everything first. */
export async function takeOver(): Promise<void> {
  const { project } = get();
  if (!project || takingOver) return;
  takingOver = true;
  try {
    await work(project, true);
  } finally {
    takingOver = false;
  }
}

/** Leaves the current project, saved as it is, and works on this one. */
async function enterProject(project: StoredProject): Promise<void> {
  writeSetting('project', project.id);
  await putDown();
  lock?.release();
  lock = null;
  set({ project, tab: { state: 'opening' } });
  await listProjects();
  await work(project, false);
}

/** Leaves the current project, saved as it is, and works on another. */
export async function switchProject(projectId: string): Promise<void> {
  const project = await storedProject(projectId);
  if (project) await enterProject(project);
  // Another tab deleted it.
  else await listProjects();
}

/** Adds a project (from a template or a bundle) and works on it. Its name gets a number where it is taken; answers with it. */
export async function addProject(added: StoredProject): Promise<string> {
  await openKept();
  const project = await namedApart(added);
  await storeProject(project);
  leaveUnkept();
  await enterProject(project);
  return project.name;
}

/** Gives the project another name, as `nameProblem` accepts it. */
export async function renameProject(name: string): Promise<void> {
  const { project, readOnly } = get();
  if (!project || readOnly || project.name === name) return;
  keep({ ...project, name });
  await settled();
  if (!get().unkept) await listProjects();
}

/** Ends the kernel and removes everything that is kept of the project. */
async function removeProject(id: string): Promise<void> {
  await putDown();
  const store = projectStore();
  if (store) await forgetProject(store, id);
  // Nothing knows these files any more, and nobody gets that id again: what the browser does not let go of only takes room.
  await removeDatabase(id).catch(() => undefined);
}

/** Removes what is left of a project that cannot be read. Rejects when the browser refuses. */
export async function deleteDamaged(id: string): Promise<void> {
  const store = projectStore();
  if (store) await forgetProject(store, id);
  await removeDatabase(id).catch(() => undefined);
  await listProjects();
}

/**
 * Deletes the project with its rows and its database, and works on the newest other one, or on a fresh starter where there
 * is none; answers with the name of that one, or null where nothing was deleted because this tab does not work on a stored
 * project. Rejects when the browser refuses, and goes on with the project.
 */
export async function deleteProject(): Promise<string | null> {
  const { project, unkept, tab } = get();
  if (!project || unkept || tab.state !== 'working') return null;
  // From here on nothing that is typed or installed is saved: it would bring the project back.
  set({ tab: { state: 'opening' } });
  // The lock is held until all is gone, so that no other tab opens what is half there.
  removal = removeProject(project.id);
  try {
    await removal;
    forgetDraftsOf(project.id);
  } catch (error) {
    await enterProject(project);
    throw error;
  }
  return enterNext();
}

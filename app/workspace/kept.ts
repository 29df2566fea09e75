/** What this browser keeps: the projects, and the one that is worked on with every change. */
import { openStore, type ProjectStore, type StoredProject } from '../../workers/project-store';
import { nameOfRecord, readProject } from '../../workers/stored-project';
import { freeName } from '../project/names';
import { createSaver, type Saver } from '../project/saver';
import { measureStorage } from './storage';
import { type DamagedProject, useWorkspace } from './workspace';

const { getState: get, setState: set } = useWorkspace;

let store: ProjectStore | null = null;
let saver: Saver | null = null;

function noteSaved(saveFailed: boolean): void {
  if (saveFailed !== get().saveFailed) void measureStorage();
  set({ saveFailed });
}

/** Opens what this browser keeps, once. */
export async function openKept(): Promise<void> {
  store ??= await openStore().catch(() => null);
  if (store) saver ??= createSaver(store, noteSaved);
}

/** The store of keys and trust, or null where the browser keeps nothing. */
export const projectStore = (): ProjectStore | null => store;

/** What stands under an id, unread; undefined where nothing does, or the browser does not give it back. */
const recordOf = async (id: string): Promise<unknown> => store?.get('projects', id).catch(() => undefined);

/**
 * Everything that is stored of projects, unread, by id. Each is read by itself: one that the browser does not give back takes no other
 * along.
 */
export async function storedRecords(): Promise<Map<string, unknown>> {
  const ids = (await store?.getAllKeys('projects').catch(() => [])) ?? [];
  return new Map(await Promise.all(ids.map(async (id) => [id, await recordOf(id)] as const)));
}

/** Every project, the newest first. What is none is told, and named. */
export async function storedProjects(): Promise<StoredProject[]> {
  const projects: StoredProject[] = [];
  const damaged: DamagedProject[] = [];
  for (const [id, record] of await storedRecords()) {
    const project = readProject(record);
    if (project) projects.push(project);
    // Another tab may have deleted it while this one looked.
    else if (record !== undefined || !(await isGone(id))) damaged.push({ id, name: nameOfRecord(record, id), record });
  }
  set({ damaged });
  return projects.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What is stored of a project now; undefined where nothing is, or nothing that can be read. */
export const storedProject = async (id: string): Promise<StoredProject | undefined> => readProject(await recordOf(id)) ?? undefined;

/** Whether another tab deleted the project. */
export const isGone = async (id: string): Promise<boolean> => store !== null && (await store.count('projects', id).catch(() => 1)) === 0;

/** Stores a new project. A browser that refuses costs the next visit; this one goes on in memory, and says so. */
export async function storeProject(project: StoredProject): Promise<void> {
  try {
    await store?.put('projects', project);
  } catch {
    set({ saveFailed: true });
  }
}

export async function listProjects(): Promise<void> {
  set({ projects: (await storedProjects()).map(({ id, name }) => ({ id, name })) });
}

/** The project under a name that no stored one has. */
export async function namedApart(project: StoredProject): Promise<StoredProject> {
  const others = (await storedProjects()).filter(({ id }) => id !== project.id);
  return {
    ...project,
    name: freeName(
      project.name,
      others.map(({ name }) => name),
    ),
  };
}

/** Nothing is written by a tab that does not hold the project: it would overwrite what the other one wrote. */
export function keep(project: StoredProject): void {
  if (get().tab.state !== 'working') return;
  const next = { ...project, updatedAt: Date.now() };
  set({ project: next });
  saver?.save(next);
}

/** Resolves when what was kept last is stored. */
export async function settled(): Promise<void> {
  await saver?.settled();
}

/** What this browser keeps: the projects, and the one that is worked on with every change. */
import { openStore, type ProjectStore, recordOf, type StoredMeta, type StoredProject, writeProject } from '../../workers/project-store';
import { nameOfRecord, readMeta, readProject } from '../../workers/stored-project';
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

/** Opens what this browser keeps, once. Where a tab of an older version stands in the way, the page says so until it is closed. */
export async function openKept(): Promise<void> {
  store ??= await openStore({
    onBlocked: () => set({ keptElsewhere: 'older' }),
    onSuperseded: () => {
      store = null;
      saver = null;
      set({ keptElsewhere: 'newer', saveFailed: true });
    },
  })
    .then((opened) => {
      set({ keptElsewhere: null });
      return opened;
    })
    .catch(() => null);
  if (store) saver ??= createSaver(store, noteSaved);
}

/** The store of keys and trust, or null where the browser keeps nothing. */
export const projectStore = (): ProjectStore | null => store;

/** What stands under an id, its files with it, unread; undefined where nothing does, or the browser does not give it back. */
const recordUnder = async (id: string): Promise<unknown> => (store ? recordOf(store, id).catch(() => undefined) : undefined);

const storedIds = async (): Promise<string[]> => (await store?.getAllKeys('projects').catch(() => [])) ?? [];

/** Everything that is stored of projects, unread, by id: for whoever wants to save it elsewhere. */
export async function storedRecords(): Promise<Map<string, unknown>> {
  return new Map(await Promise.all((await storedIds()).map(async (id) => [id, await recordUnder(id)] as const)));
}

/** Projects of which what is known can be read, and the files cannot: found when one was opened. */
const withDamagedFiles = new Set<string>();

/**
 * What is known of every project, the newest first; files are not read. Each is read by itself: one that the browser does not give back
 * takes no other along. What is none is told, and named.
 */
export async function storedProjects(): Promise<StoredMeta[]> {
  const projects: StoredMeta[] = [];
  const damaged: DamagedProject[] = [];
  for (const id of await storedIds()) {
    const record: unknown = await store?.get('projects', id).catch(() => undefined);
    const meta = withDamagedFiles.has(id) ? null : readMeta(record);
    if (meta) projects.push(meta);
    // Another tab may have deleted it while this one looked.
    else if (record !== undefined || !(await isGone(id)))
      damaged.push({ id, name: nameOfRecord(record, id), record: await recordUnder(id) });
  }
  set({ damaged });
  return projects.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What is stored of a project now; undefined where nothing is, or nothing that can be read. */
export async function storedProject(id: string): Promise<StoredProject | undefined> {
  const record = await recordUnder(id);
  const project = readProject(record);
  if (project) saver?.stored(project);
  else if (record !== undefined) withDamagedFiles.add(id);
  return project ?? undefined;
}

/** The newest project that can be read; undefined where there is none. */
export async function newestProject(): Promise<StoredProject | undefined> {
  for (const { id } of await storedProjects()) {
    const project = await storedProject(id);
    if (project) return project;
  }
  return undefined;
}

/** Whether another tab deleted the project. */
export const isGone = async (id: string): Promise<boolean> => store !== null && (await store.count('projects', id).catch(() => 1)) === 0;

/** Stores a new project. A browser that refuses costs the next visit; this one goes on in memory, and says so. */
export async function storeProject(project: StoredProject): Promise<void> {
  try {
    if (store) await writeProject(store, project, null);
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

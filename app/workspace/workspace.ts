/**
 * The page's one path: edit → verdict → install → screens. Holds the project, asks the language worker, tells the kernel,
 * saves. Components read the state and call the actions; nothing else moves data.
 */
import { create } from 'zustand';
import type { CheckResult } from '../../kernel/contract/check';
import type { Locale } from '../../kernel/contract/diagnostic';
import { messageOf } from '../../kernel/errors';
import { DEFAULT_PRINCIPAL } from '../../kernel/kernel';
import { openStore, type ProjectStore, type StoredProject } from '../../workers/project-store';
import type { InstallOrder, InstallReport } from '../../workers/protocol';
import { createSupervisor, type KernelPhase, type KernelSupervisor } from '../kernel/supervisor';
import { createChecker } from '../language/checker';
import { localeFilesOf, MANIFEST, type ProjectFile, projectFromTemplate, textOf } from '../project/project';
import { createSaver, type Saver } from '../project/saver';
import { acquireLock, type HeldLock } from '../project/tab-lock';
import { readSetting, writeSetting } from '../settings';

export interface Verdict extends CheckResult {
  text: string;
}

type Tab = { state: 'opening' } | { state: 'working' } | { state: 'elsewhere' } | { state: 'lost' };

export interface WorkspaceState {
  tab: Tab;
  project: StoredProject | null;
  projects: { id: string; name: string }[];
  activeFile: string;
  /** Verdict on the newest text that was answered. */
  verdict: Verdict | null;
  /** Counts the verdicts, so that a new one is told from an old one that says the same. */
  verdictRevision: number;
  checking: boolean;
  kernel: KernelPhase;
  /** The last install that was tried. */
  install: InstallReport | null;
  /** Generation of the kernel that holds an installed addon: a frame may be attached. Null before. */
  servedGeneration: number | null;
  saveFailed: boolean;
}

export const useWorkspace = create<WorkspaceState>(() => ({
  tab: { state: 'opening' },
  project: null,
  projects: [],
  activeFile: MANIFEST,
  verdict: null,
  verdictRevision: 0,
  checking: false,
  kernel: { phase: 'stopped' },
  install: null,
  servedGeneration: null,
  saveFailed: false,
}));

const set = useWorkspace.setState;
const get = useWorkspace.getState;

let store: ProjectStore | null = null;
let saver: Saver | null = null;
let supervisor: KernelSupervisor | null = null;
let lock: HeldLock | null = null;
let language: Locale = 'en';

const checker = createChecker((text, result) => {
  set(({ verdictRevision }) => ({ verdict: { ...result, text }, verdictRevision: verdictRevision + 1, checking: false }));
  if (result.manifest) installNewest();
});

function askVerdict(): void {
  const text = textOf(get().project?.files[MANIFEST]);
  set({ checking: true });
  checker.ask(text, { locale: language });
}

function orderOf(project: StoredProject, manifestText: string): InstallOrder {
  return { manifestText, localeFiles: localeFilesOf(project.files) };
}

/** What should be on the screens: the current manifest when it is accepted, else the last good one. */
function wantedManifest(): string | null {
  const { project, verdict } = get();
  const text = textOf(project?.files[MANIFEST]);
  if (verdict?.manifest && verdict.text === text) return text;
  return project?.lastGoodManifest ?? null;
}

const installs = { running: false, again: false };

/** Installs the newest accepted manifest; while one install runs, only the newest of what follows is kept. */
function installNewest(): void {
  installs.again = true;
  if (installs.running) return;
  installs.running = true;
  void installLoop().finally(() => {
    installs.running = false;
  });
}

async function installLoop(): Promise<void> {
  while (installs.again) {
    installs.again = false;
    const { kernel, project } = get();
    const manifestText = wantedManifest();
    if (kernel.phase !== 'ready' || !project || manifestText === null || !supervisor) return;
    try {
      const report = await supervisor.install(orderOf(project, manifestText));
      finishInstall(report, manifestText, kernel.generation);
    } catch (error) {
      // The supervisor restarts the kernel, and its next "ready" installs again.
      if (get().kernel.phase === 'ready') set({ install: { ok: false, code: 'call_failed', message: messageOf(error) } });
    }
  }
}

function finishInstall(report: InstallReport, manifestText: string, generation: number): void {
  set({ install: report });
  if (!report.ok) return;
  set({ servedGeneration: generation });
  const { project } = get();
  if (project && project.lastGoodManifest !== manifestText) keep({ ...project, lastGoodManifest: manifestText });
}

function keep(project: StoredProject): void {
  const next = { ...project, updatedAt: Date.now() };
  set({ project: next });
  saver?.save(next);
}

function startKernel(projectId: string): void {
  supervisor = createSupervisor(
    {
      projectId,
      seedImageUrl: new URL('seed/pgdata.bin', document.baseURI).href,
      iconsUrl: new URL('icons.json', document.baseURI).href,
      storage: store ? 'auto' : 'memory',
    },
    (kernel) => {
      set({ kernel });
      if (kernel.phase === 'ready') installNewest();
    },
  );
  supervisor.start();
}

async function listProjects(): Promise<void> {
  const all = (await store?.getAll('projects')) ?? [];
  all.sort((a, b) => b.updatedAt - a.updatedAt);
  set({ projects: all.map(({ id, name }) => ({ id, name })) });
}

async function loadProject(): Promise<StoredProject> {
  const id = readSetting('project');
  const stored = id === null ? undefined : await store?.get('projects', id);
  if (stored) return stored;
  const [newest] = ((await store?.getAll('projects')) ?? []).sort((a, b) => b.updatedAt - a.updatedAt);
  if (newest) return newest;
  const fresh = projectFromTemplate('tickets');
  await store?.put('projects', fresh);
  return fresh;
}

async function work(projectId: string, takeOver: boolean): Promise<void> {
  lock = await acquireLock(projectId, takeOver);
  if (!lock) {
    set({ tab: { state: 'elsewhere' } });
    return;
  }
  void lock.lost.then(async () => {
    set({ tab: { state: 'lost' } });
    await saver?.settled();
    await supervisor?.stop();
  });
  // The tab that gave it up may have written since this one read.
  const project = (await store?.get('projects', projectId)) ?? get().project ?? projectFromTemplate('tickets');
  set({ tab: { state: 'working' }, project, verdict: null, install: null, servedGeneration: null, activeFile: MANIFEST });
  askVerdict();
  startKernel(projectId);
}

/** Opens the stored project, or the first template on a first visit. */
export async function openWorkspace(): Promise<void> {
  store = await openStore().catch(() => null);
  if (store) saver = createSaver(store, (saveFailed) => set({ saveFailed }));
  const project = await loadProject();
  writeSetting('project', project.id);
  set({ project });
  await listProjects();
  await work(project.id, false);
}

/** Takes the project over from the tab that has it. */
export async function takeOver(): Promise<void> {
  const { project } = get();
  if (project) await work(project.id, true);
}

async function leaveProject(): Promise<void> {
  await saver?.settled();
  await supervisor?.stop();
  lock?.release();
  lock = null;
}

/** Leaves the current project, saved as it is, and works on another. */
export async function switchProject(projectId: string): Promise<void> {
  const project = await store?.get('projects', projectId);
  if (!project) return;
  await leaveProject();
  writeSetting('project', projectId);
  set({ project, tab: { state: 'opening' } });
  await listProjects();
  await work(projectId, false);
}

/** Adds a project (from a template or a bundle) and works on it. */
export async function addProject(project: StoredProject): Promise<void> {
  if (store) {
    await store.put('projects', project);
    await switchProject(project.id);
    return;
  }
  await leaveProject();
  set({ project, tab: { state: 'opening' } });
  await work(project.id, false);
}

/** Replaces a file's content; the verdict and the screens follow. */
export function editFile(path: string, content: ProjectFile): void {
  const { project } = get();
  if (!project || project.files[path] === content) return;
  keep({ ...project, files: { ...project.files, [path]: content } });
  if (path === MANIFEST) askVerdict();
  else if (path.endsWith('.json')) installNewest();
}

export const openFile = (path: string): void => set({ activeFile: path });

/** Drops every row and builds the tables anew. */
export async function resetData(): Promise<void> {
  const { project } = get();
  const manifestText = wantedManifest();
  if (!project || manifestText === null || !supervisor) return;
  const { kernel } = get();
  const report = await supervisor.reset(orderOf(project, manifestText));
  if (kernel.phase === 'ready') finishInstall(report, manifestText, kernel.generation);
}

/** Tries again after the kernel could not be started. */
export function retryKernel(): void {
  supervisor?.start();
}

/** The language in which verdicts speak. */
export function setVerdictLanguage(next: Locale): void {
  if (language === next) return;
  language = next;
  if (get().project) askVerdict();
}

/** Hands the port of a view's frame to the kernel, as the organization's administrator. */
export function attachFrame(view: string, port: MessagePort): void {
  supervisor?.attach(view, port, DEFAULT_PRINCIPAL);
}

/** The store of keys and trust, or null where the browser keeps nothing. */
export const projectStore = (): ProjectStore | null => store;

/**
 * The page's one path: edit → verdict → install → screens. Holds the project, asks the language worker, tells the kernel,
 * saves. Components read the state and call the actions; nothing else moves data.
 */
import { create } from 'zustand';
import type { ConvertedSettings } from '../../kernel/contract/convert/convert';
import type { Locale } from '../../kernel/contract/diagnostic';
import { KernelError, messageOf } from '../../kernel/errors';
import type { AuditEntry } from '../../kernel/publish/audit';
import { MAX_RENAMES, type Rename } from '../../kernel/installer/renames';
import type { PageVerdict } from '../../workers/page-verdict';
import { removeDatabase } from '../../workers/database-files';
import { forgetProject, openStore, type ProjectStore, type StoredProject } from '../../workers/project-store';
import type { Activity, InstallOrder, InstallReport, PageAnswer, PageRequest } from '../../workers/protocol';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/security/principal';
import { createSupervisor, type KernelPhase, type KernelSupervisor } from '../kernel/supervisor';
import { createChecker } from '../language/checker';
import { forkOf, localeFilesOf, MANIFEST, type ProjectFile, projectFromTemplate, templateFilesOf, textOf } from '../project/project';
import { freeName } from '../project/names';
import { createSaver, type Saver } from '../project/saver';
import { acquireLock, type HeldLock } from '../project/tab-lock';
import { readSetting, writeSetting } from '../settings';

export interface Verdict extends PageVerdict {
  /** The files that were judged, and the manifest among them. */
  files: Readonly<Record<string, ProjectFile>>;
  text: string;
}

type Tab = { state: 'opening' } | { state: 'working' } | { state: 'elsewhere' } | { state: 'lost' };

export interface WorkspaceState {
  tab: Tab;
  project: StoredProject | null;
  projects: { id: string; name: string }[];
  activeFile: string;
  /** Verdict on the newest state of the project that was answered. */
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
  /** A project from a link that the person has not kept: files and rows live as long as the tab. */
  unkept: boolean;
  /** Files are shown and not changed, as an embedding page may ask for. */
  readOnly: boolean;
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
  unkept: false,
  readOnly: false,
}));

const set = useWorkspace.setState;
const get = useWorkspace.getState;

let store: ProjectStore | null = null;
let saver: Saver | null = null;
let supervisor: KernelSupervisor | null = null;
let lock: HeldLock | null = null;
let language: Locale = 'en';

const sameTexts = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, text]) => b[path] === text);

const checker = createChecker((files, result) => {
  const text = textOf(files[MANIFEST]);
  const before = get().verdict;
  set(({ verdictRevision }) => ({ verdict: { ...result, files, text }, verdictRevision: verdictRevision + 1, checking: false }));
  // Most other files, and another language, change the verdict, but not what is installed.
  const same = before?.installable === true && before.text === text && sameTexts(templateFilesOf(before.files), templateFilesOf(files));
  if (result.installable && !same) installNewest();
});

function askVerdict(): void {
  const { project } = get();
  if (!project) return;
  set({ checking: true });
  checker.ask(project.files, language);
}

function orderOf(project: StoredProject, manifestText: string): InstallOrder {
  return {
    manifestText,
    localeFiles: localeFilesOf(project.files),
    templateFiles: templateFilesOf(project.files),
    renames: project.renames ?? [],
    runInTx: project.settings?.runInTx ?? [],
  };
}

/** What should be on the screens: the current manifest when it is accepted, else the last good one. */
function wantedManifest(): string | null {
  const { project, verdict } = get();
  const text = textOf(project?.files[MANIFEST]);
  if (verdict?.installable === true && verdict.text === text) return text;
  return project?.lastGoodManifest ?? null;
}

/** Refusals that are no fault of the manifest: the database is rebuilt, and the install tried again on it. */
const BROKEN_DATABASE: ReadonlySet<string> = new Set(['database_damaged', 'database_dead']);

const installs = { running: false, again: false };

/** The project that was kept last, until its rows are in its own database. */
let keptId: string | null = null;

/** What a kernel serves, as text; null while that is nobody's order. */
let served: { generation: number; order: string } | null = null;

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
    const order = orderOf(project, manifestText);
    const wanted = { generation: kernel.generation, order: JSON.stringify(order) };
    // A mistake that was taken back leaves the screens, and a dialog that is open on them, as they are.
    if (served?.generation === wanted.generation && served.order === wanted.order && get().install?.ok === true) continue;
    try {
      const report = await supervisor.install(order);
      served = report.ok ? wanted : null;
      if (!report.ok && BROKEN_DATABASE.has(report.code)) supervisor.rebuild();
      else finishInstall(report, project.id, manifestText, kernel.generation);
    } catch (error) {
      // The supervisor restarts the kernel, and its next "ready" installs again.
      if (get().kernel.phase === 'ready') set({ install: { ok: false, code: 'call_failed', message: messageOf(error) } });
    }
  }
}

function finishInstall(report: InstallReport, projectId: string, manifestText: string, generation: number): void {
  const { project } = get();
  // The person may have gone to another project meanwhile.
  if (project?.id !== projectId) return;
  // Rows that came back because they were just kept are no news.
  set({ install: report.ok && projectId === keptId ? { ...report, restoredRows: 0 } : report });
  keptId = null;
  if (!report.ok) return;
  set({ servedGeneration: generation });
  if (project.lastGoodManifest !== manifestText) keep({ ...project, lastGoodManifest: manifestText });
}

/** Nothing is written by a tab that does not hold the project: it would overwrite what the other one wrote. */
function keep(project: StoredProject): void {
  if (get().tab.state !== 'working') return;
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

async function storedProjects(): Promise<StoredProject[]> {
  const all = (await store?.getAll('projects').catch(() => [])) ?? [];
  return all.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What is stored of a project now; undefined where nothing is, or the browser does not give it back. */
const storedProject = async (id: string): Promise<StoredProject | undefined> => store?.get('projects', id).catch(() => undefined);

/** Stores a new project. A browser that refuses costs the next visit; this one goes on in memory, and says so. */
async function storeProject(project: StoredProject): Promise<void> {
  try {
    await store?.put('projects', project);
  } catch {
    set({ saveFailed: true });
  }
}

async function listProjects(): Promise<void> {
  set({ projects: (await storedProjects()).map(({ id, name }) => ({ id, name })) });
}

/** The project under a name that no stored one has. */
async function namedApart(project: StoredProject): Promise<StoredProject> {
  const others = (await storedProjects()).filter(({ id }) => id !== project.id);
  return {
    ...project,
    name: freeName(
      project.name,
      others.map(({ name }) => name),
    ),
  };
}

async function loadProject(): Promise<StoredProject> {
  const id = readSetting('project');
  const stored = id === null ? undefined : await storedProject(id);
  if (stored) return stored;
  const [newest] = await storedProjects();
  if (newest) return newest;
  const fresh = projectFromTemplate('tickets');
  await storeProject(fresh);
  return fresh;
}

/** Saves files and rows and ends the kernel: the project is whole in storage when it resolves. */
async function putDown(): Promise<void> {
  // The frames go first: they would ask a kernel that is about to end.
  set({ servedGeneration: null });
  await supervisor?.stop();
  await saver?.settled();
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
  set({ tab: { state: 'working' }, project, verdict: null, install: null, servedGeneration: null, activeFile: MANIFEST });
  askVerdict();
  startKernel(project.id);
}

/** Whether another tab deleted the project. */
const isGone = async (id: string): Promise<boolean> => store !== null && (await store.count('projects', id).catch(() => 1)) === 0;

/** Works on the newest project, or on a fresh starter where there is none; answers with its name. */
async function enterNext(): Promise<string> {
  const [newest] = await storedProjects();
  const next = newest ?? projectFromTemplate('tickets');
  if (!newest) await storeProject(next);
  await enterProject(next);
  return next.name;
}

/** Opens what this browser keeps, once. */
async function openKept(): Promise<void> {
  store ??= await openStore().catch(() => null);
  if (store) saver ??= createSaver(store, (saveFailed) => set({ saveFailed }));
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
  if (!withoutKernel) startKernel(project.id);
}

/**
 * Stores an unkept project, rows included, and goes on with it as with any other; under another name it is a fork of it. False
 * where the browser keeps nothing: the page says so, and the project goes on in memory.
 */
export async function keepUnkept(name?: string): Promise<boolean> {
  const { project: unkept } = get();
  if (!unkept || !get().unkept) return false;
  await openKept();
  const wanted = name === undefined ? unkept : { ...forkOf(unkept, name), id: unkept.id };
  const project = await namedApart(wanted);
  if (!store) {
    set({ saveFailed: true });
    return false;
  }
  await storeProject(project);
  await supervisor?.adopt();
  keptId = project.id;
  set({ unkept: false, readOnly: false });
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
  await putDown();
  lock?.release();
  lock = null;
  writeSetting('project', project.id);
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
  set({ unkept: false, readOnly: false });
  await enterProject(project);
  return project.name;
}

/** Gives the project another name, as `nameProblem` accepts it. */
export async function renameProject(name: string): Promise<void> {
  const { project, readOnly } = get();
  if (!project || readOnly || project.name === name) return;
  keep({ ...project, name });
  await saver?.settled();
  if (!get().unkept) await listProjects();
}

/** Ends the kernel and removes everything that is kept of the project. */
async function removeProject(id: string): Promise<void> {
  await putDown();
  if (store) await forgetProject(store, id);
  // Nothing knows these files any more, and nobody gets that id again: what the browser does not let go of only takes room.
  await removeDatabase(id).catch(() => undefined);
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
  } catch (error) {
    await enterProject(project);
    throw error;
  }
  return enterNext();
}

/** Replaces a file's content; the verdict and the screens follow. */
export function editFile(path: string, content: ProjectFile): void {
  const { project, tab, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working' || project.files[path] === content) return;
  keep({ ...project, files: { ...project.files, [path]: content } });
  askVerdict();
  if (path !== MANIFEST && path.endsWith('.json')) installNewest();
}

/** Replaces several files at once, as a conversion does, and keeps what it found for the settings. */
export function editFiles(files: Readonly<Record<string, ProjectFile>>, settings: ConvertedSettings = {}): void {
  const { project, tab, readOnly } = get();
  if (!project || readOnly || tab.state !== 'working') return;
  keep({ ...project, files: { ...project.files, ...files }, settings: { ...project.settings, ...settings } });
  askVerdict();
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

/** Drops every row and builds the tables anew. */
export async function resetData(): Promise<void> {
  const { project } = get();
  const manifestText = wantedManifest();
  if (!project || manifestText === null || !supervisor) return;
  const { kernel } = get();
  try {
    const report = await supervisor.reset(orderOf(project, manifestText));
    if (kernel.phase === 'ready') finishInstall(report, project.id, manifestText, kernel.generation);
  } catch (error) {
    set({ install: { ok: false, code: 'call_failed', message: messageOf(error) } });
  }
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

/** Hands the port of a view's frame to the kernel, which serves it as `principal`. */
export function attachFrame(view: string, port: MessagePort, principal: Principal): void {
  supervisor?.attach(view, port, principal);
}

/** A PNG of what a view of the preview shows. @throws KernelError without a kernel, without a view, and when it cannot be drawn */
export async function captureView(view: string): Promise<Uint8Array> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  return supervisor.capture(view);
}

/** What axe finds on the screen that a view shows. @throws as `captureView` does */
export async function auditView(view: string): Promise<AuditEntry[]> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  return supervisor.audit(view);
}

/** Who can look at a view; nobody while no kernel is there to ask. */
export async function askPeople(): Promise<Awaited<ReturnType<KernelSupervisor['people']>> | null> {
  return (await supervisor?.people()) ?? null;
}

/** Traces requests from now on, or stops. */
export async function watchActivity(on: boolean): Promise<void> {
  await supervisor?.watch(on);
}

/** What went on in the kernel lately; null while none is there to ask. */
export async function askActivity(): Promise<Activity | null> {
  return (await supervisor?.activity()) ?? null;
}

/** Asks the kernel for the page itself, as the organization's administrator. @throws KernelError without a kernel, or when it ends */
export async function askKernel(request: PageRequest, deadlineMs: number): Promise<PageAnswer> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  return supervisor.ask(request, DEFAULT_PRINCIPAL, deadlineMs);
}

/** The store of keys and trust, or null where the browser keeps nothing. */
export const projectStore = (): ProjectStore | null => store;

/** The kernel of the project: it is started, told what to install, and asked. */
import { KernelError, messageOf } from '../../kernel/errors';
import type { AuditEntry } from '../../kernel/publish/audit';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import type { StoredProject } from '../../workers/project-store';
import type { ProjectInstall, InstallReport } from '../../kernel/host/project-install';
import type { PageAnswer, PageRequest } from '../../workers/protocol';
import { useEnforcement } from '../kernel/enforcement';
import { createSupervisor, type KernelSupervisor } from '../kernel/supervisor';
import { MANIFEST, textOf } from '../project/project';
import { followingName } from './follow-name';
import { keep, projectStore } from './kept';
import { orderOf, sameOrder } from './order';
import { measureStorage } from './storage';
import { useWorkspace } from './workspace';

const { getState: get, setState: set } = useWorkspace;

let supervisor: KernelSupervisor | null = null;

useEnforcement.subscribe(({ enforcement }) => supervisor?.enforce(enforcement));

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

/** The project that was kept last, until its rows are in its own database: that they come back is no news then. */
let keptId: string | null = null;

/** What a kernel serves; null while that is nobody's order. */
let served: { projectId: string; generation: number; order: ProjectInstall } | null = null;

/** The project whose install did not come back: the next one leaves its migrations alone, which may run for ever. */
let heldId: string | null = null;

function wantedOrder(project: StoredProject, manifestText: string): ProjectInstall {
  const order = orderOf(project, manifestText, served?.projectId === project.id ? served.order : null);
  return heldId === project.id ? { ...order, migrate: 'hold' } : order;
}

/** Installs the newest accepted manifest; while one install runs, only the newest of what follows is kept. */
export function installNewest(): void {
  installs.again = true;
  if (installs.running) return;
  installs.running = true;
  void installLoop().finally(() => {
    installs.running = false;
  });
}

/** Installs the project although nothing of it changed: it was taken out, or its rows were brought back. */
export function reinstall(): void {
  served = null;
  installNewest();
}

/** The report of a call that brought none. */
const notCalled = (error: unknown): InstallReport => ({
  ok: false,
  code: error instanceof KernelError ? error.code : 'call_failed',
  message: messageOf(error),
  details: {},
});

async function installLoop(): Promise<void> {
  while (installs.again) {
    installs.again = false;
    const { kernel, project } = get();
    const manifestText = wantedManifest();
    if (kernel.phase !== 'ready' || !project || manifestText === null || !supervisor) return;
    const order = wantedOrder(project, manifestText);
    const wanted = { projectId: project.id, generation: kernel.generation, order };
    // A mistake that was taken back, or an edit of a file that the manifest does not name, leaves the screens, and a dialog that is
    // open on them, as they are.
    if (sameOrder(served, wanted) && get().install?.ok === true) continue;
    try {
      const report = await supervisor.install(order);
      served = report.ok ? wanted : null;
      if (!report.ok && BROKEN_DATABASE.has(report.code)) supervisor.rebuild();
      else finishInstall(report, project.id, manifestText, kernel.generation);
    } catch (error) {
      heldId = project.id;
      // The supervisor restarts the kernel, and its next "ready" installs again.
      if (get().kernel.phase === 'ready') set({ install: notCalled(error) });
    }
  }
}

/** Keeps what was installed, under the names that it gives the project. */
function keepInstalled(project: StoredProject, manifestText: string): void {
  const others = get().projects.filter(({ id }) => id !== project.id);
  const named = followingName(
    project,
    manifestText,
    others.map(({ name }) => name),
  );
  keep({ ...named, lastGoodManifest: manifestText });
  if (named.name !== project.name)
    set(({ projects }) => ({ projects: projects.map((one) => (one.id === project.id ? { ...one, name: named.name } : one)) }));
}

/**
 * Runs the migrations that wait, or takes them as run.
 * @throws KernelError without a kernel, or when it ends
 */
export async function settleMigrations(migrate: 'run' | 'record'): Promise<void> {
  const { kernel, project } = get();
  const manifestText = wantedManifest();
  if (!supervisor || kernel.phase !== 'ready' || !project || manifestText === null)
    throw new KernelError('kernel_stopped', 'The kernel is not running.');
  heldId = null;
  const order = orderOf(project, manifestText, served?.projectId === project.id ? served.order : null);
  try {
    const report = await supervisor.install({ ...order, migrate });
    if (report.ok) served = { projectId: project.id, generation: kernel.generation, order };
    finishInstall(report, project.id, manifestText, kernel.generation);
  } catch (error) {
    heldId = project.id;
    throw error;
  }
}

function finishInstall(report: InstallReport, projectId: string, manifestText: string, generation: number): void {
  const { project } = get();
  // The person may have gone to another project meanwhile.
  if (project?.id !== projectId) return;
  set({ install: report.ok && projectId === keptId ? { ...report, restoredRows: 0 } : report });
  keptId = null;
  if (!report.ok) return;
  // Before anybody hears that it is served: who then changes the project must not have it put back.
  if (project.lastGoodManifest !== manifestText) keepInstalled(project, manifestText);
  // Installed anew, it can be worked with again.
  set(({ setAside }) => ({
    servedGeneration: generation,
    servedKey: report.addonKey,
    setAside: setAside.filter(({ addonKey }) => addonKey !== report.addonKey),
  }));
}

export function startKernel(projectId: string): void {
  set({ setAside: [] });
  supervisor = createSupervisor(
    {
      projectId,
      seedImageUrl: new URL('seed/pgdata.bin', document.baseURI).href,
      iconsUrl: new URL('icons.json', document.baseURI).href,
      storage: projectStore() ? 'auto' : 'memory',
    },
    useEnforcement.getState().enforcement,
    (kernel) => {
      set(kernel.phase === 'ready' ? { kernel, setAside: kernel.report.setAside } : { kernel });
      if (kernel.phase === 'ready') installNewest();
      // A kernel that ends, or does not come up, may have found no room.
      if (kernel.phase === 'restarting' || kernel.phase === 'failed') void measureStorage();
    },
    ({ storageFull }) => {
      if (storageFull !== get().rowsLackRoom) set({ rowsLackRoom: storageFull });
    },
  );
  supervisor.start();
}

/** Drops every row and builds the tables anew. */
export async function resetData(): Promise<void> {
  const { project } = get();
  const manifestText = wantedManifest();
  if (!project || manifestText === null || !supervisor) return;
  const { kernel } = get();
  try {
    const report = await supervisor.reset(wantedOrder(project, manifestText));
    if (kernel.phase === 'ready') finishInstall(report, project.id, manifestText, kernel.generation);
  } catch (error) {
    set({ install: notCalled(error) });
  }
}

/** Tries again after the kernel could not be started. */
export function retryKernel(): void {
  supervisor?.start();
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

/** Asks the kernel for the page itself, as an administrator. @throws KernelError without a kernel, or when it ends */
export async function askKernel(request: PageRequest, deadlineMs: number, principal = DEFAULT_PRINCIPAL): Promise<PageAnswer> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  return supervisor.ask(request, principal, deadlineMs);
}

/** What is stored of an addon's installations: the text of a JSON list. @throws KernelError without a kernel, or when it ends */
export async function storedInstallations(addonKey: string): Promise<string> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  return supervisor.installations(addonKey);
}

/** Removes an addon that is set aside, with its rows. @throws KernelError without a kernel, or when it ends */
export async function removeInstallations(addonKey: string): Promise<void> {
  if (!supervisor) throw new KernelError('kernel_stopped', 'The kernel is not running.');
  await supervisor.removeInstallations(addonKey);
  set(({ setAside }) => ({ setAside: setAside.filter((one) => one.addonKey !== addonKey) }));
}

/** Ends the kernel, once everything it committed is stored. */
export async function stopKernel(): Promise<void> {
  // The frames go first: they would ask a kernel that is about to end.
  set({ servedGeneration: null, servedKey: null });
  await supervisor?.stop();
}

/** Stores the rows of an unkept project, which has been given `projectId` as the one it is kept under. */
export async function adoptRows(projectId: string): Promise<void> {
  await supervisor?.adopt();
  keptId = projectId;
}

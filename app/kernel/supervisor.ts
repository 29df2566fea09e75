/**
 * Keeps one kernel worker alive: starts it, notices when it stops answering, ends it and starts the next, and says so.
 * Calls that were under way when it died reject with `outcome_unknown`: what they wrote may or may not have happened.
 */
import * as Comlink from 'comlink';
import { DATABASE_NEWER, DATABASE_NEWER_MESSAGES } from '../../kernel/database/newer';
import { KernelError, messageOf } from '../../kernel/errors';
import type { Enforcement } from '../../kernel/operation/services';
import type { AuditEntry } from '../../kernel/publish/audit';
import type { Principal } from '../../kernel/principal';
import type { HostHealth } from '../../kernel/host/host';
import type { ProjectInstall, InstallReport } from '../../kernel/host/project-install';
import type { BootOptions, BootReport, KernelWorkerApi, PageAnswer, PageRequest, UnusableReason } from '../../workers/protocol';
import kernelScript from '../../workers/kernel.worker.ts?worker&url';
import { startWorker } from '../../workers/start-worker';
import { withDeadline } from './deadline';

export type KernelPhase =
  | { phase: 'stopped' }
  /** The worker is being loaded; it does not answer yet. */
  | { phase: 'connecting' }
  /** The worker answers; PostgreSQL is being opened. */
  | { phase: 'booting' }
  | { phase: 'ready'; report: BootReport; generation: number }
  | { phase: 'restarting' }
  /** `code` says what it is where somebody put it into words. */
  | { phase: 'failed'; code?: string; message: string };

const CONNECT_DEADLINE_MS = 30_000;
const BOOT_DEADLINE_MS = 90_000;
const INSTALL_DEADLINE_MS = 60_000;
const HEALTH_INTERVAL_MS = 3_000;
const HEALTH_DEADLINE_MS = 10_000;
const SETTLE_DEADLINE_MS = 10_000;
/** Longer than the kernel waits for the frame. */
const VIEW_DEADLINE_MS = 30_000;
/** More restarts than this within the window mean that restarting does not help. */
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 120_000;

export interface KernelSupervisor {
  start(): void;
  /** Ends the worker once everything committed is in the project's storage. */
  stop(): Promise<void>;
  /** Gives up a database that is broken: the next kernel builds it anew from the project. */
  rebuild(): void;
  install(order: ProjectInstall): Promise<InstallReport>;
  reset(order: ProjectInstall): Promise<InstallReport>;
  /** From now on the rows are kept in this browser's storage; those that are there are stored first. */
  adopt(): Promise<void>;
  /** Asks the kernel as `principal`; rejects after `deadlineMs`, and when the kernel ends meanwhile. */
  ask(request: PageRequest, principal: Principal, deadlineMs: number): Promise<PageAnswer>;
  /** From now on, for this kernel and those that follow it. */
  enforce(mode: Enforcement): void;
  people(): ReturnType<KernelWorkerApi['people']>;
  /** What is stored of an addon's installations, as the text of a JSON list. */
  installations(addonKey: string): Promise<string>;
  /** Removes an addon that is set aside, with its rows. */
  removeInstallations(addonKey: string): Promise<void>;
  /** A PNG of what a view shows. */
  capture(view: string): Promise<Uint8Array>;
  /** What axe finds on the screen of a view. */
  audit(view: string): Promise<AuditEntry[]>;
  /** Hands a frame's port to the kernel; the frame is served as `principal`. */
  attach(view: string, port: MessagePort, principal: Principal): void;
}

interface Running {
  worker: Worker;
  api: Comlink.Remote<KernelWorkerApi>;
  /** Rejects when this worker was given up. */
  lost: Promise<never>;
  giveUp: (reason: KernelError) => void;
}

function spawn(): Running {
  const worker = startWorker(kernelScript, 'kernel');
  let giveUp: (reason: KernelError) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  // Nobody may be waiting when it happens; that is no unhandled rejection.
  lost.catch(() => undefined);
  worker.onerror = (event) => giveUp(new KernelError('worker_failed', event.message || 'The kernel worker could not be loaded.'));
  return { worker, api: Comlink.wrap<KernelWorkerApi>(worker), lost, giveUp };
}

let spare: Running | null = null;

/**
 * Starts a worker before anybody knows which project it will serve: loading the kernel takes longest at a start and needs
 * no project. The first supervisor takes it.
 */
export function preloadKernel(): void {
  spare ??= spawn();
}

function takeWorker(): Running {
  const taken = spare ?? spawn();
  spare = null;
  return taken;
}

/** `onPhase` hears of every change, in order; `onHealth` what each look at a kernel that is ready found. */
export function createSupervisor(
  options: Omit<BootOptions, 'discard' | 'enforcement'>,
  initialEnforcement: Enforcement,
  onPhase: (phase: KernelPhase) => void,
  onHealth: (health: HostHealth) => void,
): KernelSupervisor {
  let running: Running | null = null;
  let generation = 0;
  let restarts: number[] = [];
  let healthTimer: ReturnType<typeof setTimeout> | undefined;
  let enforcement = initialEnforcement;
  /** Why the next boot throws away what is stored. */
  let discard: UnusableReason | null = null;

  async function call<T>(what: string, deadlineMs: number, work: (api: Running['api']) => Promise<T>): Promise<T> {
    const current = running;
    if (!current) throw new KernelError('kernel_stopped', 'The kernel is not running.');
    return withDeadline(Promise.race([work(current.api), current.lost]), deadlineMs, what);
  }

  function end(reason: KernelError): void {
    clearTimeout(healthTimer);
    running?.giveUp(reason);
    running?.worker.terminate();
    running = null;
  }

  function watch(current: Running): void {
    clearTimeout(healthTimer);
    healthTimer = setTimeout(() => {
      call('The health check', HEALTH_DEADLINE_MS, (api) => api.health()).then(
        (health) => {
          if (running !== current) return;
          onHealth(health);
          watch(current);
        },
        () => {
          if (running === current) restart();
        },
      );
    }, HEALTH_INTERVAL_MS);
  }

  function restart(): void {
    end(new KernelError('outcome_unknown', 'The kernel was restarted while this was under way: it may or may not have been written.'));
    const now = performance.now();
    restarts = [...restarts.filter((at) => now - at < RESTART_WINDOW_MS), now];
    if (restarts.length > MAX_RESTARTS) {
      onPhase({ phase: 'failed', message: 'The kernel stopped answering several times in a row.' });
      return;
    }
    onPhase({ phase: 'restarting' });
    start(false);
  }

  async function boot(current: Running, announced: boolean): Promise<void> {
    await call('Loading the kernel', CONNECT_DEADLINE_MS, (api) => api.ping());
    if (running === current && announced) onPhase({ phase: 'booting' });
    const outcome = await call('Starting PostgreSQL', BOOT_DEADLINE_MS, async (api) => api.boot({ ...options, enforcement, discard }));
    if (running !== current) return;
    if (!outcome.ok && 'newer' in outcome) {
      end(new KernelError(DATABASE_NEWER, DATABASE_NEWER_MESSAGES.en));
      onPhase({ phase: 'failed', code: DATABASE_NEWER, message: DATABASE_NEWER_MESSAGES.en });
      return;
    }
    if (!outcome.ok) {
      discard = outcome.unusable;
      end(new KernelError('worker_failed', 'The stored database is of no use.'));
      start(false);
      return;
    }
    discard = null;
    generation += 1;
    onPhase({ phase: 'ready', report: outcome.report, generation });
    watch(current);
    // It may have been chosen while the kernel was on its way.
    current.api.enforce(enforcement).catch(() => undefined);
  }

  /** `announced`: the phases on the way are told. A restart stays one until it is done, so that there is time to read it. */
  function start(announced: boolean): void {
    const current = takeWorker();
    running = current;
    if (announced) onPhase({ phase: 'connecting' });
    boot(current, announced).catch((error: unknown) => {
      if (running !== current) return;
      end(new KernelError('worker_failed', messageOf(error)));
      onPhase({ phase: 'failed', message: messageOf(error) });
    });
  }

  return {
    start() {
      restarts = [];
      if (!running) start(true);
    },
    async stop() {
      if (!running) return;
      await call('Saving the rows', SETTLE_DEADLINE_MS, (api) => api.close()).catch(() => undefined);
      end(new KernelError('kernel_stopped', 'The kernel was stopped.'));
      onPhase({ phase: 'stopped' });
    },
    rebuild() {
      discard = 'damaged';
      restart();
    },
    install: (order) => call('Installing', INSTALL_DEADLINE_MS, async (api) => api.install(order)),
    reset: (order) => call('Resetting the data', INSTALL_DEADLINE_MS, async (api) => api.reset(order)),
    adopt: () => call('Keeping the rows', SETTLE_DEADLINE_MS, (api) => api.adopt()),
    ask: (request, principal, deadlineMs) => call('The request', deadlineMs, async (api) => api.ask(request, principal)),
    enforce(mode) {
      enforcement = mode;
      // A kernel that does not hear of it is being replaced, and the next one is told at its start.
      running?.api.enforce(mode).catch(() => undefined);
    },
    people: () => call('Reading the people', SETTLE_DEADLINE_MS, async (api) => api.people()),
    installations: (addonKey) => call('Reading what is stored', SETTLE_DEADLINE_MS, async (api) => api.installations(addonKey)),
    removeInstallations: (addonKey) => call('Removing the addon', INSTALL_DEADLINE_MS, async (api) => api.removeInstallations(addonKey)),
    capture: (view) => call('The capture', VIEW_DEADLINE_MS, async (api) => api.capture(view)),
    audit: (view) => call('The look at the screen', VIEW_DEADLINE_MS, async (api) => api.audit(view)),
    attach(view, port, principal) {
      // A kernel that cannot take the port is being replaced, and the frame loads anew with the next one.
      running?.api.attach(view, Comlink.transfer(port, [port]), principal).catch(() => undefined);
    },
  };
}

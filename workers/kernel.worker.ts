/** The kernel in a worker: one database, the kernel on it, the ports of frames. See protocol.ts for its surface. */
import * as Comlink from 'comlink';
import type { ManifestV3 } from '../schemas';
import { check } from '../kernel/contract/check';
import { sha256Hex } from '../kernel/bundle/digest';
import type { Database } from '../kernel/database/port';
import { KernelError, messageOf } from '../kernel/errors';
import { flattenLocales } from '../kernel/installer/locales';
import { acknowledge, pendingEntries, replay } from '../kernel/journal/replay';
import { createKernel, DEFAULT_PRINCIPAL, type Kernel } from '../kernel/kernel';
import { openDatabase } from './database-place';
import { servePort } from './frame-port';
import { createIconLookup } from './icons';
import { forgetRows, keepRows, keptRows, openStore, type ProjectStore } from './project-store';
import type { BootOptions, InstallOrder, InstallReport, KernelWorkerApi } from './protocol';

interface Running {
  options: BootOptions;
  database: Database;
  kernel: Kernel;
  /** Null where the browser keeps nothing: rows then live as long as the tab. */
  store: ProjectStore | null;
  /** Rows are brought back once, after the first install on a database that was built anew. */
  restorePending: boolean;
}

let running: Running | null = null;

function kernelState(): Running {
  if (!running) throw new KernelError('kernel_not_ready', 'The kernel has not been booted.');
  return running;
}

let pumping: Promise<void> = Promise.resolve();

/** Moves committed rows from the database to the project's storage. Runs behind the answers, never before them. */
function pump(): Promise<void> {
  pumping = pumping.then(async () => {
    const { database, store, options } = kernelState();
    if (!store) return;
    for (;;) {
      const entries = await pendingEntries(database);
      const last = entries.at(-1);
      if (!last) return;
      await keepRows(store, options.projectId, entries);
      await acknowledge(database, last.seq);
    }
  });
  // A full disk must not stop the next attempt; what is not moved stays in the database's own journal.
  pumping = pumping.catch(() => undefined);
  return pumping;
}

async function restoreRows(state: Running): Promise<{ restoredRows: number; skippedRows: number }> {
  if (!state.restorePending || !state.store) return { restoredRows: 0, skippedRows: 0 };
  state.restorePending = false;
  const { applied, skipped } = await replay(state.database, await keptRows(state.store, state.options.projectId));
  return { restoredRows: applied, skippedRows: skipped.length };
}

async function install({ manifestText, localeFiles }: InstallOrder): Promise<InstallReport> {
  const state = kernelState();
  const checked = check(manifestText);
  if (!checked.manifest)
    return { ok: false, code: 'manifest_rejected', message: checked.diagnostics[0]?.message ?? 'The manifest is not accepted.' };
  const manifest: ManifestV3 = checked.manifest;
  try {
    const result = await state.kernel.install({
      manifest,
      manifestHash: `sha256:${await sha256Hex(new TextEncoder().encode(manifestText))}`,
      organizationId: DEFAULT_PRINCIPAL.organizationId,
      locales: flattenLocales(manifest, localeFiles),
    });
    const restored = await restoreRows(state);
    return {
      ok: true,
      addonKey: manifest.metadata.key,
      version: manifest.metadata.version,
      steps: result.plan.steps.length,
      notes: result.notes,
      newHash: result.newHash,
      ...restored,
    };
  } catch (error) {
    return { ok: false, code: error instanceof KernelError ? error.code : 'internal_error', message: messageOf(error) };
  }
}

let icons = createIconLookup('');

/** How to end the port of each view. */
const views = new Map<string, () => void>();

const api: KernelWorkerApi = {
  ping: () => undefined,
  async boot(options) {
    const started = performance.now();
    const opened = await openDatabase(options);
    const store = options.storage === 'memory' ? null : await openStore().catch(() => null);
    const kernel = await createKernel({ database: opened.database });
    running = { options, database: opened.database, kernel, store, restorePending: opened.rebuilt !== null };
    icons = createIconLookup(options.iconsUrl);
    kernel.subscribe((event) => {
      if (event.type === 'DATA_EVENT') void pump();
    });
    if (opened.rebuilt === null) void pump();
    return { storage: opened.storage, rebuilt: opened.rebuilt, milliseconds: performance.now() - started };
  },
  install,
  attach(view, port, principal) {
    views.get(view)?.();
    const stop = servePort(port, kernelState().kernel, principal, (name) => icons(name));
    views.set(view, () => {
      stop();
      port.close();
    });
  },
  async reset(order) {
    const { kernel, store, options } = kernelState();
    await pump();
    for (const addon of kernel.inspect().addons) await kernel.reset(addon.key);
    if (store) await forgetRows(store, options.projectId);
    return install(order);
  },
  health: () => kernelState().database.health(),
  inspect: () => Promise.resolve(kernelState().kernel.inspect()),
  settled: () => pump(),
  async close() {
    await pump();
    await kernelState().database.close();
  },
};

Comlink.expose(api);

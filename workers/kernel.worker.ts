/** The kernel in a worker: one database, the kernel on it, the ports of frames. See protocol.ts for its surface. */
// First, before anything else is evaluated: fetching and compiling PostgreSQL takes longest.
import './engine-files';
import * as Comlink from 'comlink';
import { SqlError, type Database } from '../kernel/database/port';
import { isStorageFull, STORAGE_FULL, STORAGE_FULL_MESSAGES } from '../kernel/database/storage-full';
import { compile, sql } from '../kernel/database/sql';
import { KernelError, messageOf } from '../kernel/errors';
import type { JournalEntry } from '../kernel/journal/entry';
import { acknowledge, pendingEntries, replay } from '../kernel/journal/replay';
import { schemasOf } from '../kernel/installer/installed-state';
import { storedInstallations } from '../kernel/installer/stored';
import { createKernel, type Kernel } from '../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { listPeople, listRoles } from '../kernel/security/people';
import { openDatabase } from './database-place';
import { servePort } from './frame-port';
import { createIconLookup } from './icons';
import { installOrder } from './install-order';
import { forgetMoved, forgetRows, forgetSchema, keepRows, keptRows, movedUpTo, openStore, type ProjectStore } from './project-store';
import type { BootOptions, InstallOrder, InstallReport, KernelWorkerApi } from './protocol';
import { createViewQuestions, type ViewQuestions } from './view-questions';
import { bodyInDoubles } from '../kernel/values/double';

interface Running {
  options: BootOptions;
  database: Database;
  kernel: Kernel;
  /** Null where the browser keeps nothing: rows then live as long as the tab. */
  store: ProjectStore | null;
  /** Number of the last journal entry whose row is in the project's storage. */
  moved: number;
  /** Rows are brought back once, after the first install on a database that was built anew. */
  restorePending: boolean;
}

let running: Running | null = null;

function kernelState(): Running {
  if (!running) throw new KernelError('kernel_not_ready', 'The kernel has not been booted.');
  return running;
}

/** Whether the last thing that was to be stored found no room, in the database or in the project's storage. */
let storageFull = false;

function noteFull(error: unknown): void {
  if (isStorageFull(error)) storageFull = true;
}

/** The database, with an ear for what it could not store. */
function heard(database: Database): Database {
  const noting = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      noteFull(error);
      throw error;
    });
  return {
    asTenant: (tenant, work, observe) => noting(database.asTenant(tenant, work, observe)),
    asOwner: (work, committed) => noting(database.asOwner(work, committed)),
    health: () => database.health(),
    close: () => database.close(),
    get onStatement() {
      return database.onStatement;
    },
    set onStatement(observer) {
      database.onStatement = observer;
    },
  };
}

let pumping: Promise<void> = Promise.resolve();

/** Moves committed rows from the database to the project's storage. Runs behind the answers, never before them. */
function pump(): Promise<void> {
  pumping = pumping.then(async () => {
    const state = kernelState();
    const { database, store, options } = state;
    // Until the rows are back, the project's storage is the only whole copy and this database has nothing to tell it.
    if (!store || state.restorePending) return;
    for (;;) {
      const entries = (await pendingEntries(database)).filter(({ seq }) => seq > state.moved);
      const last = entries.at(-1);
      if (!last) return;
      await keepRows(store, options.projectId, entries);
      storageFull = false;
      state.moved = last.seq;
      // The last one stays: by it, the next boot knows this database for the one that the storage speaks of.
      await acknowledge(database, last.seq - 1);
    }
  });
  // A full disk must not stop the next attempt; what is not moved stays in the database's own journal.
  pumping = pumping.catch(noteFull);
  return pumping;
}

/** An entry of no row, so that a database has something to be known by before its first change. */
const FIRST_ENTRY: JournalEntry = { op: 'delete', schema: '', table: '', id: '' };

async function restoreRows(state: Running): Promise<{ restoredRows: number; skippedRows: number }> {
  if (!state.restorePending || !state.store) return { restoredRows: 0, skippedRows: 0 };
  const kept = await keptRows(state.store, state.options.projectId);
  const { applied, skipped } = await replay(state.database, kept.rows);
  await state.database.asOwner((session) =>
    session.run(compile(sql`insert into metacore.journal (entry) values (${JSON.stringify(FIRST_ENTRY)}::jsonb)`)),
  );
  state.restorePending = false;
  await pump();
  return { restoredRows: applied, skippedRows: skipped.length + kept.damaged };
}

/** What PostgreSQL says of files it cannot read: corrupted data and indices, missing files, failing input and output. */
const DAMAGED_SQL_STATES = /^(?:XX00[12]|58.{3})$/;

function codeOf(error: unknown): string {
  // A file that cannot grow is no damaged one: throwing the database away would not make room for the next.
  if (isStorageFull(error)) return STORAGE_FULL;
  if (error instanceof SqlError && DAMAGED_SQL_STATES.test(error.fault.sqlState)) return 'database_damaged';
  return error instanceof KernelError ? error.code : 'internal_error';
}

/** Installs for everybody, then brings back the rows of everybody. */
async function install(order: InstallOrder): Promise<InstallReport> {
  const state = kernelState();
  try {
    const installed = await installOrder(state.kernel, order);
    return installed.ok ? { ...installed, ...(await restoreRows(state)) } : installed;
  } catch (error) {
    const details = error instanceof KernelError ? error.details : {};
    return { ok: false, code: codeOf(error), message: isStorageFull(error) ? STORAGE_FULL_MESSAGES.en : messageOf(error), details };
  }
}

let icons = createIconLookup('');

/** Whether somebody watches what goes on. */
let watched = false;

/** How to end the port of each view, and to ask it something once it is served. */
const views = new Map<string, { end: () => void; questions?: ViewQuestions }>();

function askView(view: string): ViewQuestions {
  const questions = views.get(view)?.questions;
  if (!questions) throw new KernelError('no_view', 'There is no preview yet.');
  return questions;
}

const api: KernelWorkerApi = {
  ping: () => undefined,
  async boot(options) {
    const started = performance.now();
    const store = options.storage === 'memory' ? null : await openStore().catch(() => null);
    const moved = store && (await movedUpTo(store, options.projectId));
    const opened = await openDatabase(options, moved);
    if (typeof opened === 'string') return { ok: false, unusable: opened };
    if (store && opened.rebuilt !== null) await forgetMoved(store, options.projectId);
    const database = heard(opened.database);
    const kernel = await createKernel({ database, enforcement: options.enforcement });
    running = {
      options,
      database,
      kernel,
      store,
      moved: opened.rebuilt === null ? (moved ?? 0) : 0,
      // A database in memory has nothing to bring back; when it is kept later, its rows are the ones to store.
      restorePending: store !== null && opened.rebuilt !== null,
    };
    icons = createIconLookup(options.iconsUrl);
    kernel.subscribe((event) => {
      if (event.type === 'DATA_EVENT') void pump();
    });
    void pump();
    return {
      ok: true,
      report: {
        storage: opened.storage,
        rebuilt: opened.rebuilt,
        setAside: kernel.inspect().setAside,
        milliseconds: performance.now() - started,
      },
    };
  },
  install,
  attach(view, port, principal) {
    views.get(view)?.end();
    const questions = createViewQuestions((message) => port.postMessage(message));
    const stop = servePort(port, kernelState().kernel, principal, (name) => icons(name), questions);
    const end = () => {
      stop();
      port.close();
    };
    views.set(view, { end, questions });
  },
  async capture(view) {
    const png = await askView(view).ask('picture');
    return Comlink.transfer(png, [png.buffer]);
  },
  audit: async (view) => askView(view).ask('audit'),
  async ask({ method, path, json }, principal) {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const response = await kernelState().kernel.fetch(new Request(`http://kernel.invalid${path}`, { method, ...body }), principal);
    return { status: response.status, body: bodyInDoubles(await response.text()) };
  },
  async people() {
    const { database } = kernelState();
    return { people: await listPeople(database), roles: await listRoles(database) };
  },
  async reset(order) {
    const { kernel, store, options } = kernelState();
    await pump();
    for (const key of new Set(kernel.inspect().addons.map((addon) => addon.key))) await kernel.reset(key);
    if (store) await forgetRows(store, options.projectId);
    return install(order);
  },
  installations: (addonKey) => storedInstallations(kernelState().database, addonKey),
  async removeInstallations(addonKey) {
    const { database, kernel, store, options } = kernelState();
    await pump();
    const schemas = await database.asOwner((session) => schemasOf(session, addonKey));
    await kernel.reset(addonKey);
    if (store) for (const schema of schemas) await forgetSchema(store, options.projectId, schema);
  },
  async health() {
    await kernelState().database.health();
    return { storageFull };
  },
  inspect: () => Promise.resolve(kernelState().kernel.inspect()),
  enforce(mode) {
    // A kernel that is still being booted was told by its options.
    running?.kernel.enforce(mode);
  },
  watch(on) {
    if (on === watched) return;
    watched = on;
    kernelState().kernel.trace(on);
  },
  async activity() {
    const { kernel } = kernelState();
    return { traces: kernel.inspect().traces, webhooks: await kernel.sentWebhooks(DEFAULT_PRINCIPAL.organizationId) };
  },
  async adopt() {
    const state = kernelState();
    state.store ??= await openStore();
    await pump();
  },
  settled: () => pump(),
  async close() {
    await pump();
    await kernelState().database.close();
  },
};

Comlink.expose(api);

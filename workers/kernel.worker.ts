/** The kernel in a worker: one database, the kernel on it, the ports of frames. See protocol.ts for its surface. */
// First, before anything else is evaluated: fetching and compiling PostgreSQL takes longest.
import './engine-files';
import * as Comlink from 'comlink';
import { KernelError } from '../kernel/errors';
import { createHost, type Host } from '../kernel/host/host';
import { bodyInDoubles } from '../kernel/values/double';
import { openDatabase } from './database-place';
import { servePort } from './frame-port';
import { guestThreads } from './guest-threads';
import { createIconLookup } from './icons';
import { forgetMoved, movedUpTo, openStore, rowStorage } from './project-store';
import type { BootOptions, KernelWorkerApi, PortForm } from './protocol';
import { secretKeyIn } from './secret-key';
import { createViewQuestions, type ViewQuestions } from './view-questions';

interface Running {
  options: BootOptions;
  host: Host;
}

let running: Running | null = null;

function kernelState(): Running {
  if (!running) throw new KernelError('kernel_not_ready', 'The kernel has not been booted.');
  return running;
}

const host = (): Host => kernelState().host;

let icons = createIconLookup('');

/** How to end the port of each view, and to ask it something once it is served. */
const views = new Map<string, { end: () => void; questions?: ViewQuestions }>();

function askView(view: string): ViewQuestions {
  const questions = views.get(view)?.questions;
  if (!questions) throw new KernelError('no_view', 'There is no preview yet.');
  return questions;
}

function formOf(entries: PortForm['form']): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

const api: KernelWorkerApi = {
  ping: () => undefined,
  async boot(options) {
    const started = performance.now();
    const store = options.storage === 'memory' ? null : await openStore().catch(() => null);
    const moved = store && (await movedUpTo(store, options.projectId));
    const opened = await openDatabase(options, moved);
    if (opened === 'newer') return { ok: false, newer: true };
    if (typeof opened === 'string') return { ok: false, unusable: opened };
    if (store && opened.rebuilt !== null) await forgetMoved(store, options.projectId);
    const made = await createHost({
      database: opened.database,
      threads: guestThreads,
      enforcement: options.enforcement,
      isAuthors: true,
      ...(store && { secretKey: secretKeyIn(store) }),
      storage: store && rowStorage(store, options.projectId),
      moved: opened.rebuilt === null ? (moved ?? 0) : 0,
      isNew: opened.rebuilt !== null,
    });
    // From the first request on: what was asked before somebody looked is there when they do.
    made.kernel.trace(true);
    running = { options, host: made };
    icons = createIconLookup(options.iconsUrl);
    return {
      ok: true,
      report: {
        storage: opened.storage,
        rebuilt: opened.rebuilt,
        setAside: made.kernel.inspect().setAside,
        milliseconds: performance.now() - started,
      },
    };
  },
  install: (order) => host().install(order),
  attach(view, port, principal) {
    views.get(view)?.end();
    const questions = createViewQuestions((message) => port.postMessage(message));
    const stop = servePort(port, host().kernel, principal, (name) => icons(name), questions);
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
  async ask({ method, path, json, form, language }, principal) {
    const body = form ? { body: formOf(form) } : json === undefined ? {} : { body: JSON.stringify(json) };
    const headers = language === undefined ? {} : { headers: { 'accept-language': language } };
    const response = await host().kernel.fetch(new Request(`http://kernel.invalid${path}`, { method, ...body, ...headers }), principal);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : bodyInDoubles(text) };
  },
  async people() {
    const { kernel } = host();
    return { people: await kernel.principals(), roles: await kernel.roles() };
  },
  reset: (order) => host().reset(order),
  installations: (addonKey) => host().installations(addonKey),
  removeInstallations: (addonKey) => host().removeInstallations(addonKey),
  health: async () => host().health(),
  enforce(mode) {
    // A kernel that is still being booted was told by its options.
    running?.host.kernel.enforce(mode);
  },
  async adopt() {
    const { projectId } = kernelState().options;
    await host().adopt(async () => rowStorage(await openStore(), projectId));
  },
  settled: async () => host().settled(),
  close: async () => host().close(),
};

Comlink.expose(api);

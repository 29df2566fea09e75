/**
 * Wires across everything that an arrival must not do before somebody says *Run*: ask the network, run a script, open a
 * store, start a worker. The calls are noted as they are made; what is stored in the end is compared as well.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { CANARY } from '../../app/arrival/testing/payloads';

export interface Tripwires {
  /** Addresses asked for so far, by page, frames and workers. */
  requests: Set<string>;
  /** Dialogs, windows, faults and lines of the console that only a payload, or the harm it did, can cause. */
  incidents: string[];
  /** Calls of the page since it was loaded that store something or start something, as `name argument`. */
  calls: () => Promise<string[]>;
}

interface Noting {
  noted?: string[];
}

/** Runs in the page before its own code. */
function noteCalls(): void {
  const noted: string[] = [];
  Object.defineProperty(globalThis, 'noted', { value: noted });
  const wire = (owner: object | undefined, method: string, name: string): void => {
    const real: unknown = owner && Reflect.get(owner, method);
    if (!owner || typeof real !== 'function') return;
    Reflect.set(owner, method, function (this: unknown, ...parameters: unknown[]): unknown {
      noted.push(`${name} ${String(parameters[0])}`);
      return Reflect.apply(real, this, parameters) as unknown;
    });
  };
  const prototypeOf = (constructor: string): object | undefined => {
    const known: unknown = Reflect.get(globalThis, constructor);
    return typeof known === 'function' ? (known.prototype as object) : undefined;
  };
  for (const method of ['setItem', 'removeItem', 'clear']) wire(prototypeOf('Storage'), method, `Storage.${method}`);
  for (const method of ['put', 'add', 'delete', 'clear']) wire(prototypeOf('IDBObjectStore'), method, `IDBObjectStore.${method}`);
  for (const method of ['open', 'deleteDatabase']) wire(prototypeOf('IDBFactory'), method, `IDBFactory.${method}`);
  wire(prototypeOf('StorageManager'), 'getDirectory', 'StorageManager.getDirectory');
  for (const method of ['open', 'delete', 'match']) wire(prototypeOf('CacheStorage'), method, `CacheStorage.${method}`);
  wire(prototypeOf('ServiceWorkerContainer'), 'register', 'ServiceWorkerContainer.register');
  wire(prototypeOf('Navigator'), 'sendBeacon', 'Navigator.sendBeacon');
  wire(globalThis, 'open', 'open');
  for (const name of ['Worker', 'SharedWorker', 'WebSocket', 'EventSource', 'RTCPeerConnection']) {
    const real: unknown = Reflect.get(globalThis, name);
    if (typeof real !== 'function') continue;
    Reflect.set(
      globalThis,
      name,
      new Proxy(real, {
        construct(target, parameters: unknown[]): object {
          noted.push(`new ${name} ${String(parameters[0])}`);
          return Reflect.construct(target, parameters) as object;
        },
      }),
    );
  }
  addEventListener('securitypolicyviolation', (event) => noted.push(`policy ${event.violatedDirective} ${event.blockedURI}`));
}

/** Stretches the wires; to be called before the page is opened. */
export async function stretchTripwires(context: BrowserContext, page: Page): Promise<Tripwires> {
  const requests = new Set<string>();
  const incidents: string[] = [];
  await page.addInitScript(noteCalls);
  context.on('request', (request) => {
    const url = new URL(request.url());
    url.hash = '';
    // A blob is the page's own text: nothing is asked for.
    if (url.protocol !== 'blob:') requests.add(url.href);
  });
  context.on('page', (opened) => {
    if (opened !== page) incidents.push(`window ${opened.url()}`);
  });
  page.on('dialog', (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => incidents.push(`fault ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes(CANARY)) incidents.push(`console ${message.text()}`);
  });
  return { requests, incidents, calls: () => page.evaluate(() => [...((globalThis as Noting).noted ?? [])]) };
}

/** Whether a payload ran in the page, and how many elements of the page could still run or load one. */
export const traces = (page: Page): Promise<{ ran: boolean; title: string; active: string[] }> =>
  page.evaluate((canary) => {
    const suspicious = 'script:not([src]), iframe[srcdoc], iframe[src^="javascript" i], meta[http-equiv="refresh" i], base, object, embed';
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    const addresses = [...document.querySelectorAll('[href], [src], [action]')].filter((element) =>
      ['href', 'src', 'action'].some((name) => /^\s*(?:java\s*script|vbscript|data):/i.test(element.getAttribute(name) ?? '')),
    );
    const ran = Object.getOwnPropertyNames(globalThis).some((name) => name.startsWith('canary'));
    return {
      ran,
      title: document.title.includes(canary) ? document.title : '',
      active: [...document.querySelectorAll(suspicious), ...handlers, ...addresses].map((element) => element.outerHTML.slice(0, 120)),
    };
  }, CANARY);

/** Everything the browser keeps for this origin, down to the values: two answers are equal when nothing was stored between them. */
export const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('the store does not answer'));
      });
    const databases: Record<string, unknown> = {};
    for (const { name } of await indexedDB.databases()) {
      // PGlite's own files are counted below or by their stores; opening a database under its owner is allowed, changing it is not.
      const database = await done(indexedDB.open(name ?? ''));
      const stores: Record<string, unknown> = {};
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        stores[store] = JSON.stringify(values, (_key, value: unknown) => (value instanceof Uint8Array ? value.length : value));
      }
      database.close();
      databases[name ?? ''] = stores;
    }
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        files.push(`${path}${name}`);
        if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return JSON.stringify({
      local: Object.entries(localStorage).sort(),
      session: Object.entries(sessionStorage).sort(),
      cookies: document.cookie,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      databases,
      files: files.sort(),
    });
  });

/** What `kept` answers in a browser that was never here. */
export const NOTHING_KEPT = JSON.stringify({ local: [], session: [], cookies: '', caches: [], workers: 0, databases: {}, files: [] });

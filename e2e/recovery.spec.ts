/** What a browser does to a page: workers that hang and die, files that vanish, storage that is missing or full. */
import { readFile } from 'node:fs/promises';
import type { Page, Worker } from '@playwright/test';
import { serveAltered } from './altered-site';
import { expect, type Playground, test, ticketsManifest } from './playground';

const PHASES_ENOUGH_FOR_THE_WATCHDOG = { timeout: 180_000 };

declare global {
  interface Window {
    phases?: string[];
  }
}

const tickets = (playground: Playground) => playground.frame.getByRole('heading', { name: 'Tickets' });

/** Notes every state of the kernel that the page shows from now on. */
async function watchPhases(page: Page): Promise<void> {
  await page.evaluate(() => {
    const status = document.querySelector('[data-testid=kernel]');
    if (!status) throw new Error('the page shows no state of the kernel');
    const phases: string[] = (window.phases = []);
    new MutationObserver(() => phases.push(status.getAttribute('data-phase') ?? '')).observe(status, { attributeFilter: ['data-phase'] });
  });
}

function kernelWorker(page: Page): Worker {
  const worker = page.workers().find((one) => one.url().endsWith('#kernel'));
  if (!worker) throw new Error('the page has no kernel worker');
  return worker;
}

async function restarted(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.phases), PHASES_ENOUGH_FOR_THE_WATCHDOG).toEqual(['restarting', 'ready']);
  // Until the next kernel serves them, the old screens take no input: it would go with them.
  await expect(page.locator('#preview [inert]')).toHaveCount(0);
}

test('a kernel worker that hangs, and one that dies, is replaced with every row', async ({ playground }) => {
  const { page } = playground;
  await playground.openEmpty();
  await playground.create({ Title: 'Before the fall', Requester: 'rosa@example.com' });

  await test.step('it hangs', async () => {
    await watchPhases(page);
    // In a task of its own, as a runaway statement is: the browser can end it.
    await kernelWorker(page).evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    await expect(page.getByRole('status').getByText('The kernel stopped answering and is being restarted…')).toBeVisible(
      PHASES_ENOUGH_FOR_THE_WATCHDOG,
    );
    await expect(page.locator('#preview [inert]')).toHaveCount(1);
    await restarted(page);
    await expect(playground.row('Before the fall')).toBeVisible();
    await playground.create({ Title: 'After the hang', Requester: 'rosa@example.com' });
  });

  await test.step('it dies', async () => {
    await watchPhases(page);
    await kernelWorker(page).evaluate(() => self.close());
    await restarted(page);
    await expect(playground.row('Before the fall')).toBeVisible();
    await expect(playground.row('After the hang')).toBeVisible();
    await playground.create({ Title: 'After the death', Requester: 'rosa@example.com' });
    await expect(playground.frame.getByRole('row')).toHaveCount(4);
  });
});

/** Leaves the page for a document of the same origin that runs nothing, so that its files can be touched. */
async function leave(page: Page): Promise<void> {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}favicon.svg`);
}

/** Does it to the files of the project's database, once the worker that was left behind has let go of them. */
async function onDatabaseFiles(page: Page, deed: 'remove' | 'garble' | 'cut'): Promise<void> {
  const done = () =>
    page.evaluate(async (what) => {
      const name = `metacore-${localStorage.getItem('metacore-playground:project') ?? ''}`;
      const root = await navigator.storage.getDirectory();
      try {
        if (what === 'remove') {
          await root.removeEntry(name, { recursive: true });
          return true;
        }
        const directory = await root.getDirectoryHandle(name);
        for await (const entry of directory.values()) {
          if (!(entry instanceof FileSystemFileHandle)) continue;
          const { size } = await entry.getFile();
          if (size === 0) continue;
          const writable = await entry.createWritable({ keepExistingData: true });
          if (what === 'garble') await writable.write(new Uint8Array(1_000_000).fill(0x5a));
          // The whole directory of the start is there then, and little of what came after.
          else await writable.truncate(Math.floor((size - 4 * 1024 * 1024) * 0.95));
          await writable.close();
        }
        return true;
      } catch (error) {
        // The worker's handles outlive it by a moment.
        if (error instanceof DOMException && error.name === 'NoModificationAllowedError') return false;
        throw error;
      }
    }, deed);
  await expect.poll(done).toBe(true);
}

test('a database that was lost or damaged is rebuilt from the project, and the page says so', async ({ playground }) => {
  const { page } = playground;
  await playground.openEmpty();
  await playground.create({ Title: 'Kept with the project', Requester: 'rosa@example.com' });
  await playground.create({ Title: 'Kept as well', Requester: 'tom@example.com' });
  for (const deed of ['remove', 'garble', 'cut'] as const) {
    await test.step(`its files: ${deed}`, async () => {
      await leave(page);
      await onDatabaseFiles(page, deed);
      await playground.open();
      await expect(page.getByText('The database was rebuilt from the project: 2 rows are back.')).toBeVisible();
      await expect(playground.row('Kept with the project')).toBeVisible();
      await expect(playground.row('Kept as well')).toBeVisible();
      await expect(playground.frame.getByRole('row')).toHaveCount(3);
    });
  }
  await page.reload();
  await playground.ready();
  await expect(playground.row('Kept as well')).toBeVisible();
  await expect(page.getByText('The database was rebuilt')).toHaveCount(0);
});

const NO_PRIVATE_FILES = 'delete FileSystemFileHandle.prototype.createSyncAccessHandle';
const NO_INDEXED_DB = 'Object.defineProperty(globalThis, "indexedDB", { value: undefined })';

test('without private files the rows are kept in IndexedDB', async ({ playground }) => {
  const site = await serveAltered(NO_PRIVATE_FILES);
  await playground.page.goto(site.url);
  await playground.ready();
  await expect(playground.page.getByTestId('kernel')).toHaveText('Kernel ready · Rows are kept in this browser');
  await playground.create({ Title: 'In IndexedDB', Requester: 'rosa@example.com' });
  await expect(playground.row('In IndexedDB')).toBeVisible();
  await playground.page.reload();
  await playground.ready();
  await expect(playground.row('In IndexedDB')).toBeVisible();
  expect(
    await playground.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name?.replace(/-[0-9a-f]{8}$/, '')).sort()),
  ).toEqual(['/pglite/metacore-tickets', 'metacore-playground']);
  await site.close();
});

test('where nothing can be kept the page works, and says how long', async ({ playground }) => {
  const site = await serveAltered(`${NO_PRIVATE_FILES}; ${NO_INDEXED_DB}`);
  const { page } = playground;
  await page.addInitScript(NO_INDEXED_DB);
  await page.goto(site.url);
  await playground.ready();
  await expect(page.getByTestId('kernel')).toHaveText('Kernel ready · Rows live as long as this tab');
  await playground.create({ Title: 'For now', Requester: 'rosa@example.com' });
  await expect(playground.row('For now')).toBeVisible();
  await page.reload();
  await playground.ready();
  await expect(tickets(playground)).toBeVisible();
  await expect(playground.row('For now')).toHaveCount(0);
  await site.close();
});

const FULL = 'Your latest change could not be saved in this browser. Export the bundle to keep it.';

test('a full disk is said, and the work goes on', async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    const store = IDBObjectStore.prototype as { put: (...values: unknown[]) => unknown };
    store.put = new Proxy(store.put, {
      apply(put, self: IDBObjectStore, values) {
        if (self.name === 'projects' && sessionStorage.getItem('full') !== null) throw new DOMException('full', 'QuotaExceededError');
        return Reflect.apply(put, self, values);
      },
    });
    if (sessionStorage.getItem('visited') === null) sessionStorage.setItem('full', 'yes');
    sessionStorage.setItem('visited', 'yes');
  });
  await playground.open();
  await expect(page.getByText(FULL)).toBeVisible();
  await playground.create({ Title: 'On a full disk', Requester: 'rosa@example.com' });
  await expect(playground.row('On a full disk')).toBeVisible();

  await page.evaluate(() => sessionStorage.removeItem('full'));
  await playground.write(ticketsManifest().replace('"label": "Title"', '"label": "Subject"'));
  await expect(page.getByText(FULL)).toBeHidden();
  await page.reload();
  await playground.ready();
  await expect(playground.frame.getByRole('columnheader', { name: 'Subject' })).toBeVisible();
});

test('what cannot be read is set aside, and a manifest that was left broken comes back over its rows', async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await test.step('a manifest that was left broken comes back broken, over the last good screens and their rows', async () => {
    await playground.create({ Title: 'Still on the screen', Requester: 'rosa@example.com' });
    await playground.write(ticketsManifest().replace('"type": "boolean"', '"type": "bool"'));
    await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
    await page.reload();
    await playground.ready();
    await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
    await expect(page.getByText('The manifest has errors. The preview shows the last version that was valid.')).toBeVisible();
    await expect(playground.row('Still on the screen')).toBeVisible();
    await playground.create({ Title: 'And it works', Requester: 'rosa@example.com' });
    await expect(playground.row('And it works')).toBeVisible();
  });
  await test.step('a damaged project is set aside and named, and the others open', async () => {
    await playground.write(ticketsManifest());
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await playground.create({ Title: 'In the whole one', Requester: 'rosa@example.com' });
    await page.evaluate(async () => {
      const store = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('metacore-playground');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('the store does not open'));
      });
      const transaction = store.transaction(['projects', 'keys'], 'readwrite');
      transaction.objectStore('projects').put({ id: 'broken-1', name: 'my library', files: null, updatedAt: Date.now() + 1_000 });
      transaction.objectStore('keys').put({ name: 'old key', key: null, createdAt: 1 });
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      store.close();
      localStorage.setItem('metacore-playground:project', 'broken-1');
    });
    await page.reload();
    await playground.ready();
    await expect(playground.row('In the whole one')).toBeVisible();
    const notice = page.getByRole('alert').filter({ hasText: '“my library” cannot be read' });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      notice.getByRole('button', { name: 'Download what is stored' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('my-library.record.json');
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({ id: 'broken-1', files: null });
    await notice.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete it' }).click();
    await expect(notice).toBeHidden();

    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('tab', { name: 'Keys', exact: true }).click();
    await page.getByRole('button', { name: 'Delete old key' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'old key' })).toBeHidden();
    await page.reload();
    await playground.ready();
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeHidden();
  });
});

/** Files of the database that must grow find no room while a page of this browser says so. */
const NO_ROOM_TO_GROW = `{
  const { write } = FileSystemSyncAccessHandle.prototype;
  let isFull = false;
  new BroadcastChannel('full').onmessage = ({ data }) => { isFull = data; };
  FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
    if (isFull && (options?.at ?? 0) + bytes.byteLength > this.getSize()) throw new DOMException('full', 'QuotaExceededError');
    return write.call(this, bytes, options);
  };
}`;

test('rows that find no room are refused with the reason and the cure, and come in once there is room', async ({ playground }) => {
  const site = await serveAltered(NO_ROOM_TO_GROW);
  const { page, frame } = playground;
  const setFull = (isFull: boolean) => page.evaluate((full) => new BroadcastChannel('full').postMessage(full), isFull);
  await page.goto(site.url);
  await playground.ready();
  const dialog = frame.getByRole('dialog');
  const refusal = frame.getByText('The storage is full, so nothing was written.').first();
  // Room for one change is kept in advance; whoever comes first takes it, and the next is refused.
  let title = '';
  for (let row = 1; !(await refusal.isVisible()); row += 1) {
    expect(row).toBeLessThanOrEqual(2);
    title = `Row ${String(row)}`;
    await frame.getByRole('button', { name: 'New', exact: true }).click();
    await dialog.getByLabel('Title').fill(title);
    await dialog.getByLabel('Requester').fill('rosa@example.com');
    await setFull(true);
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(refusal.or(playground.row(title))).toBeVisible();
  }
  await expect(page.getByTestId('storage-full')).toContainText('delete projects you no longer need in the project menu');
  await expect(page.getByTestId('kernel')).toHaveText('Kernel ready · New rows find no room');

  await setFull(false);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(playground.row(title)).toBeVisible();
  await expect(page.getByTestId('storage-full')).toBeHidden();
  await expect(page.getByTestId('kernel')).toHaveText('Kernel ready · Rows are kept in this browser');
  await site.close();
});

/** Several projects side by side: they are told apart, renamed and deleted, and none touches another. */
import type { Page } from '@playwright/test';
import { isAccessible } from './accessible';
import { expect, Playground, test, ticketsManifest } from './playground';

const project = (page: Page, name: string) => page.getByRole('button', { name: `Project: ${name}`, exact: true });

/** Opens the project menu and chooses an entry, by keyboard alone. */
async function choose(page: Page, name: string, entry: string): Promise<void> {
  await project(page, name).focus();
  await page.keyboard.press('Enter');
  // The first entry has the keys once the menu stands. Typed letters depend on how fast they come; arrows are waited for.
  const focused = page.getByRole('menu').locator('[role^=menuitem]:focus');
  await expect(focused).toHaveCount(1);
  const entries = await page.getByRole('menu').locator('[role^=menuitem]:not([data-disabled])').allTextContents();
  const wanted = entries.findIndex((text) => text.includes(entry));
  for (const next of entries.slice(1, wanted + 1)) {
    await page.keyboard.press('ArrowDown');
    await expect(focused).toHaveText(next);
  }
  await expect(focused).toContainText(entry);
  await page.keyboard.press('Enter');
}

/** What this browser keeps: the stored projects by name, of how many there are rows, and the databases. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const directories: string[] = [];
    for await (const [name] of (await navigator.storage.getDirectory()).entries()) if (name.startsWith('metacore-')) directories.push(name);
    const opening = indexedDB.open('metacore-playground');
    const store = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const all = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const read = store.transaction(['projects', 'rows', 'moved']);
    const projects = (await all(read.objectStore('projects').getAll())) as { id: string; name: string }[];
    const rows = (await all(read.objectStore('rows').getAllKeys())) as [string][];
    const moved = (await all(read.objectStore('moved').getAllKeys())) as string[];
    store.close();
    const ids = projects.map(({ id }) => id);
    const strangers = [...rows.map(([id]) => id), ...moved, ...directories.map((name) => name.slice('metacore-'.length))];
    return {
      names: projects.map(({ name }) => name).sort(),
      databases: directories.length,
      orphans: strangers.filter((id) => !ids.includes(id)),
    };
  });

test('two projects: one is renamed and deleted, the other keeps its rows', async ({ page, playground, faults }) => {
  await playground.open();
  await playground.create({ Title: 'In the first project', Requester: 'rosa@example.com' });

  await test.step('a second one gets a name of its own, and the page says so', async () => {
    await choose(page, 'tickets', 'New project…');
    // By keyboard alone: the words narrow the starters to one, and Enter opens it.
    await expect(page.getByTestId('gallery').getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('helpdesk');
    await expect(page.getByTestId('gallery').getByRole('radio')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('gallery')).toBeHidden();
    await expect(project(page, 'tickets 2')).toBeVisible();
    await expect(page.getByText('“tickets 2” is open now. Your other projects are in the project menu.')).toBeVisible();
    await playground.ready();
    await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    await playground.create({ Title: 'In the second project', Requester: 'tom@example.com' });
    await expect(playground.row('In the first project')).toHaveCount(0);
  });

  await test.step('it is renamed', async () => {
    await choose(page, 'tickets 2', 'Rename this project…');
    const dialog = page.getByRole('dialog');
    const name = dialog.getByLabel('Name', { exact: true });
    await expect(name).toBeFocused();
    await isAccessible(page);
    for (const [typed, sentence] of [
      ['  ', 'Give the project a name.'],
      ['tickets', 'Another of your projects has this name.'],
    ] as const) {
      await name.fill(typed);
      await page.keyboard.press('Enter');
      await expect(dialog.getByRole('status')).toHaveText(sentence);
    }
    await name.fill('second desk');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('status')).toHaveText('Saved.');
    await page.keyboard.press('Escape');
    await expect(project(page, 'second desk')).toBeFocused();
    await page.reload();
    await expect(project(page, 'second desk')).toBeVisible();
    await playground.ready();
    await expect(playground.row('In the second project')).toBeVisible();
    expect(await kept(page)).toEqual({ names: ['second desk', 'tickets'], databases: 2, orphans: [] });
  });

  await test.step('it is deleted, and the other one opens as it was left', async () => {
    await choose(page, 'second desk', 'Delete this project…');
    const question = page.getByRole('alertdialog', { name: 'Delete “second desk”?' });
    await expect(question).toContainText('Export it first');
    await isAccessible(page, '[role=alertdialog]');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(project(page, 'second desk')).toBeFocused();
    await choose(page, 'second desk', 'Delete this project…');
    await question.getByRole('button', { name: 'Delete the project' }).click();
    await expect(project(page, 'tickets')).toBeVisible();
    await expect(page.getByText('“second desk” was deleted. “tickets” is open now.')).toBeVisible();
    await playground.ready();
    await expect(playground.row('In the first project')).toBeVisible();
    expect(await kept(page)).toEqual({ names: ['tickets'], databases: 1, orphans: [] });
    await page.reload();
    await playground.ready();
    await expect(playground.row('In the first project')).toBeVisible();
    await project(page, 'tickets').click();
    await expect(page.getByRole('menuitem', { name: 'second desk' })).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('after the last one a fresh starter opens', async () => {
    await choose(page, 'tickets', 'Delete this project…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the project' }).click();
    await expect(page.getByText('“tickets” was deleted. “tickets” is open now.')).toBeVisible();
    await playground.ready();
    await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    await expect(playground.row('In the first project')).toHaveCount(0);
    expect(await kept(page)).toEqual({ names: ['tickets'], databases: 1, orphans: [] });
  });
  expect(faults).toEqual([]);
});

test('a tab that waits for a project which is deleted meanwhile does not bring it back', async ({ page, playground, context }) => {
  await playground.open();
  await playground.create({ Title: 'Of the deleted project', Requester: 'rosa@example.com' });
  const waiting = new Playground(await context.newPage());
  await waiting.page.goto(process.env.PLAYGROUND_URL ?? '');
  const elsewhere = waiting.page.getByRole('alertdialog', { name: 'This project is open in another tab' });
  await expect(elsewhere).toBeVisible();
  await page.bringToFront();
  await choose(page, 'tickets', 'Delete this project…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the project' }).click();
  await expect(page.getByText('“tickets” was deleted. “tickets” is open now.')).toBeVisible();
  await playground.ready();
  await page.close();
  await elsewhere.getByRole('button', { name: 'Work here' }).click();
  await expect(elsewhere).toBeHidden();
  await waiting.ready();
  await expect(waiting.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await expect(waiting.row('Of the deleted project')).toHaveCount(0);
  expect(await kept(waiting.page)).toEqual({ names: ['tickets'], databases: 1, orphans: [] });
});

/** The store as the version before files were put apart left it, in a tab that holds it open: two projects, and a record that is none. */
const openOlderStore = (page: Page, manifest: string) =>
  page.evaluate(async (text) => {
    const opening = indexedDB.open('metacore-playground', 2);
    opening.onupgradeneeded = () => {
      const store = opening.result;
      store.createObjectStore('projects', { keyPath: 'id' });
      for (const name of ['rows', 'moved']) store.createObjectStore(name);
      store.createObjectStore('keys', { keyPath: 'name' });
      store.createObjectStore('trusted', { keyPath: 'fingerprint' });
    };
    const store = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const transaction = store.transaction('projects', 'readwrite');
    const projects = transaction.objectStore('projects');
    const of = (id: string, name: string, updatedAt: number, more: object = {}) =>
      projects.put({ id, name, files: { 'manifest.json': text, 'notes.txt': `of ${name}` }, lastGoodManifest: null, updatedAt, ...more });
    of('older-1', 'first desk', 1, { settings: { runInTx: ['Ticket.resolve'] } });
    of('older-2', 'second desk', 2);
    projects.put({ id: 'broken-1', name: 'my library', files: null, updatedAt: 3 });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    // Held as long as the tab lives.
    Object.assign(window, { store });
  }, manifest);

test('projects of an older version come up whole, once the tab that holds them is closed', async ({ page, playground, context }) => {
  const older = await context.newPage();
  await older.goto(`${process.env.PLAYGROUND_URL ?? ''}favicon.svg`);
  await openOlderStore(older, ticketsManifest());

  await page.goto(process.env.PLAYGROUND_URL ?? '');
  const notice = page.getByTestId('kept-elsewhere');
  await expect(notice).toContainText('Another tab has the playground open in an older version');
  await isAccessible(page, '[data-testid=kept-elsewhere]');
  await older.close();
  await playground.ready();
  await expect(notice).toBeHidden();
  await expect(project(page, 'second desk')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: '“my library” cannot be read' })).toBeVisible();

  await choose(page, 'second desk', 'first desk');
  await playground.ready();
  const files = await page.evaluate(async () => {
    const opening = indexedDB.open('metacore-playground');
    const store = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const keys = store.transaction('files').objectStore('files').getAllKeys();
    return new Promise<string[]>((resolve) => {
      keys.onsuccess = () => {
        store.close();
        resolve((keys.result as [string, string][]).map((key) => key.join('/')));
      };
    });
  });
  expect(files).toEqual([
    'older-1/manifest.json',
    'older-1/notes.txt',
    'older-1/playground.json',
    'older-2/manifest.json',
    'older-2/notes.txt',
  ]);

  await test.step('a newer version that wants the store gets it, and the page says what to do', async () => {
    const newer = await context.newPage();
    await newer.goto(`${process.env.PLAYGROUND_URL ?? ''}favicon.svg`);
    await newer.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('metacore-playground', 99);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        }),
    );
    await expect(notice).toContainText('Another tab opened a newer version of the playground');
    await expect(notice.getByRole('button', { name: 'Reload' })).toBeVisible();
  });
});

import type { Page } from '@playwright/test';
import { anotherProfile, expect, test } from './playground';

/** Everything this origin keeps in the browser. */
const kept = (page: Page): Promise<{ local: number; databases: string[]; files: string[] }> =>
  page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return { local: localStorage.length, databases: (await indexedDB.databases()).map(({ name }) => name ?? ''), files };
  });

test('a shared link opens in a fresh profile, runs nothing until asked, and is kept on request', async ({ page, context, playground }) => {
  await playground.open();
  await page.getByRole('button', { name: 'Share' }).click();
  const url = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await expect(page.getByTestId('link-size')).toHaveText(/^[\d,]+ of 65,536 characters$/);

  const other = await anotherProfile(context);
  const theirs = other.playground.page;
  const foreign: string[] = [];
  theirs.on('request', (request) => {
    if (/pglite|kernel\.worker|\/seed\/|\/frame\//.test(request.url()) || !request.url().startsWith(process.env.PLAYGROUND_URL ?? '-'))
      foreign.push(request.url());
  });
  await theirs.goto(url);
  const sheet = theirs.getByTestId('link-sheet');
  await expect(sheet).toContainText('tickets');
  await expect(sheet).toContainText('nobody: links carry no signature');
  expect(foreign).toEqual([]);
  expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });

  await theirs.getByRole('button', { name: 'Run', exact: true }).click();
  await other.playground.ready();
  await other.playground.create({ Title: 'From a link', Requester: 'eva@example.com' });
  await expect(other.playground.row('From a link')).toBeVisible();
  expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });

  await theirs.getByRole('button', { name: 'Keep', exact: true }).click();
  await other.playground.ready();
  await expect(other.playground.row('From a link')).toBeVisible();
  await theirs.reload();
  await other.playground.ready();
  await expect(theirs.getByTestId('link-sheet')).toBeHidden();
  await expect(other.playground.row('From a link')).toBeVisible();
  await other.close();
});

test('a link that was cut says so and leads to the person’s own projects', async ({ page, playground }) => {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}#v1.AAAAAAA`);
  await expect(page.getByTestId('link-sheet')).toContainText('This link cannot be opened');
  await page.getByRole('button', { name: 'Not now' }).click();
  await playground.ready();
  expect(page.url()).toBe(process.env.PLAYGROUND_URL);
});

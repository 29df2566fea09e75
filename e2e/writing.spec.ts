/** A library is written from an empty file by what the editor proposes: keys, snippets and values are chosen from its lists. */
import type { Page } from '@playwright/test';
import { ACCEPTED, cursorBehind, saved } from './editor-page';
import { expect, test } from './playground';

/** Takes a proposal of the open list by its name, with the arrow keys. Behind some of them the list of their entries opens by itself. */
async function take(page: Page, name: string, opensNext = false): Promise<void> {
  const list = page.locator('.suggest-widget.visible');
  const focused = list.locator('.monaco-list-row.focused .label-name');
  await expect(focused).toBeVisible();
  const first = await focused.textContent();
  while ((await focused.textContent()) !== name) {
    await page.keyboard.press('ArrowDown');
    expect(await focused.textContent(), `“${name}” is not in the list`).not.toBe(first);
  }
  await page.keyboard.press('Enter');
  if (opensNext) await expect(focused).not.toHaveText(name);
  else await expect(list).toHaveCount(0);
}

/** Asks for the list at the cursor and takes a proposal of it. */
async function propose(page: Page, name: string, opensNext = false): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Space');
  await take(page, name, opensNext);
}

/** Writes over the proposed texts of a snippet, one after the other; null leaves one as it is. */
async function fill(page: Page, ...texts: readonly (string | null)[]): Promise<void> {
  for (const text of texts) {
    if (text !== null) await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
}

/** Ends the fields of a snippet. */
const leave = (page: Page): Promise<void> => page.keyboard.press('Escape');

/** Begins the next entry of the list: a comma, and a new line. */
async function next(page: Page): Promise<void> {
  await leave(page);
  // Where a long line is wrapped, the first press ends the part of it.
  await page.keyboard.press('End');
  await page.keyboard.press('End');
  await page.keyboard.type(',');
  await page.keyboard.press('Enter');
}

test('a library is written from nothing by completion alone', async ({ page, playground, faults }) => {
  await playground.open();
  await playground.write('');
  await page.locator('.monaco-editor .view-lines').first().click();
  await propose(page, 'addon');
  await leave(page);
  await expect(playground.verdict).toHaveText(ACCEPTED.en);

  await cursorBehind(page, '"label": "Title", "searchable": true }');
  await page.keyboard.type(',');
  await propose(page, 'money');
  await leave(page);
  await cursorBehind(page, '"display": "currency" }');
  await page.keyboard.type(',');
  await propose(page, 'status with options');
  await fill(page, null, 'available', null, 'Available', 'lent', 'Lent');
  await leave(page);

  await cursorBehind(page, '"models": [');
  await propose(page, 'model');
  await leave(page);
  await cursorBehind(page, '"models": [');
  await propose(page, 'model');
  await fill(page, 'Loan', 'loans', 'Loans', 'code', 'Code');
  await page.keyboard.type(',');
  await propose(page, 'reference to Book');
  await next(page);
  await propose(page, 'reference to Member');
  await next(page);
  await propose(page, 'date');
  await leave(page);

  await cursorBehind(page, '"model": "Book" }');
  await page.keyboard.type(',');
  await propose(page, 'Member');
  await cursorBehind(page, '"model": "Member" }');
  await page.keyboard.type(',');
  await propose(page, 'Loan');

  await cursorBehind(page, '"rls_column": "organization_id" }');
  await page.keyboard.type(',');
  await page.keyboard.press('Enter');
  await propose(page, 'rbac');
  await propose(page, 'permissions', true);
  await take(page, 'permissions of Book');
  await next(page);
  await propose(page, 'permissions of Loan');
  await next(page);
  await propose(page, 'permissions of Member');
  await leave(page);
  await page.keyboard.press('ArrowDown');
  await next(page);
  await propose(page, 'roles', true);
  await take(page, 'role that may do everything');
  await next(page);
  await propose(page, 'role that only reads');
  await leave(page);
  await page.keyboard.press('ControlOrMeta+S');
  await expect(playground.verdict).toHaveText(ACCEPTED.en);
  const manifest = JSON.parse(await saved(page)) as { models: { key: string; columns: { name: string; ref?: string }[] }[] };
  expect(manifest.models.map(({ key, columns }) => [key, ...columns.map(({ name }) => name)])).toEqual([
    ['Loan', 'organization_id', 'code', 'book_id', 'member_id', 'due_date'],
    ['Member', 'organization_id', 'name'],
    ['Book', 'organization_id', 'title', 'price', 'status'],
  ]);

  const { frame } = playground;
  await frame.getByRole('button', { name: 'Books', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'Books' })).toBeVisible();
  await playground.create({ Title: 'Dune', Price: '12.50' });
  await expect(playground.row('Dune')).toContainText('Available');
  await expect(playground.row('Dune')).toContainText('12.50');
  await frame.getByRole('button', { name: 'Loans', exact: true }).click();
  await playground.create({ Code: 'L-1' });
  await expect(playground.row('L-1')).toBeVisible();
  await playground.lookAs('Reader · library');
  await expect(playground.row('L-1')).toBeVisible();
  await expect(frame.getByRole('button', { name: 'New', exact: true })).toHaveCount(0);
  expect(faults).toEqual([]);
});
